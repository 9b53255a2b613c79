import { accessible, card, expect, signIn, test } from './fixtures'

test('is a sheet as large as the screen on a phone', async ({ page, api, sprint }) => {
  const task = await api.newTask({
    name: 'A card with a rather long name, as people write them on their way home',
    description: '## Plan\n\n- [ ] buy soil\n- [x] buy seeds\n\n| what | how much |\n| --- | --- |\n| soil | 20 l |',
    labels: ['greenhouse', 'summer'],
    sprint: sprint.id,
  })
  await page.setViewportSize({ width: 360, height: 740 })
  await signIn(page, undefined, `/board/${sprint.id}`)
  await card(page, task.id).getByRole('link').first().tap()
  const sheet = page.locator('.dialog.page')
  await expect(page.getByRole('checkbox', { name: 'buy soil' })).toBeVisible()
  await expect.poll(async () => (await sheet.boundingBox())?.width).toBe(360)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await accessible(page)
  }
  await page.locator('[data-field="assigned"] .pick').tap()
  await expect(page.getByRole('listbox')).toBeVisible()
  await accessible(page)
})

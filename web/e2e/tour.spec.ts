import { accessible, expect, signIn, test } from './fixtures'

test.use({ tour: true })

test('somebody new is shown around, can skip it, and it does not come again', async ({ page, person, api, sprint }) => {
  await api.newTask({ name: 'Label the seed trays', sprint: sprint.id })
  const newcomer = await person('nora')
  await signIn(page, newcomer, `/board/${sprint.id}`)
  const tour = page.getByRole('complementary', { name: 'A short tour' })
  await expect(tour).toContainText('This is your board')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await accessible(page)
  }
  await tour.getByRole('button', { name: 'Next' }).click()
  await expect(tour.getByRole('heading')).toBeFocused()
  await expect(tour).toContainText('2 of 4')
  await page.setViewportSize({ width: 360, height: 640 })
  await accessible(page)
  await Promise.all([
    page.waitForResponse((answer) => answer.url().endsWith('/auth/user') && answer.request().method() === 'PATCH'),
    tour.getByRole('button', { name: 'Skip the tour' }).click(),
  ])
  await expect(tour).toHaveCount(0)

  await page.evaluate(() => localStorage.clear()) // as in another browser: the profile knows
  await page.reload()
  await expect(page.getByText('Label the seed trays')).toBeVisible()
  await expect(tour).toHaveCount(0)
})

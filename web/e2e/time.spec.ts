import { accessible, card, column, expect, isLive, signIn, test } from './fixtures'

test('shows the board as it was, deleted cards included, and comes back to now', async ({ page, api, sprint }) => {
  const moved = await api.newTask({ name: 'Water the plants', sprint: sprint.id })
  const gone = await api.newTask({ name: 'Order new pots', sprint: sprint.id, description: 'Twelve of clay.' })
  // The slider tells moments apart by the second.
  await expect.poll(() => Date.now() - Date.parse(gone.created_at)).toBeGreaterThan(1000)
  await api.post(`/api/tasks/${moved.id}/move`, { status: 'done' })
  await api.delete(`/api/tasks/${gone.id}`)
  await signIn(page, undefined, `/board/${sprint.id}`)
  await isLive(page)
  await expect(column(page, 'done').locator(card(page, moved.id))).toBeVisible()

  await page.getByRole('link', { name: 'Look back' }).click()
  await expect(page.getByText('You are looking at')).toBeVisible()
  const slider = page.getByRole('slider', { name: 'Moment of the sprint' })
  await slider.press('Home')
  for (let steps = 0; steps < 3; steps += 1) await page.getByRole('button', { name: 'To the next change' }).click()
  await slider.press('End')
  await expect(column(page, 'done').locator(card(page, moved.id))).toBeVisible()
  await expect(card(page, gone.id)).toHaveCount(0)
  const earlier = page.getByRole('button', { name: 'To the change before' })
  await expect(async () => {
    await earlier.click()
    await expect(card(page, gone.id)).toBeVisible({ timeout: 1000 })
    await expect(column(page, 'todo').locator(card(page, moved.id))).toBeVisible({ timeout: 1000 })
  }).toPass({ timeout: 15_000 })
  await expect(card(page, moved.id)).toContainText('Later: Done')
  await expect(card(page, gone.id)).toContainText('Deleted since')
  const changes = page.getByRole('complementary', { name: 'What changed' })
  await expect(changes).toContainText('moved “Water the plants” to Done')
  await expect(changes).toContainText('deleted “Order new pots”')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await accessible(page)
  }

  await card(page, gone.id).getByRole('button').click()
  await expect(page.getByRole('dialog')).toContainText('Twelve of clay.')
  await expect(page.getByRole('dialog')).toContainText('deleted since')
  await accessible(page)
  await page.keyboard.press('Escape')

  await expect(page).toHaveURL(/at=/)
  await page.reload()
  await expect(card(page, gone.id)).toBeVisible()
  await page.setViewportSize({ width: 360, height: 640 })
  await accessible(page)
  await page.getByRole('link', { name: 'Back to now' }).click()
  await expect(page).toHaveURL(new RegExp(`/board/${sprint.id}$`))
  await expect(page.getByText('You are looking at')).toHaveCount(0)
})

import { ADMIN } from './board'
import { accessible, card, column, expect, isLive, signIn, test } from './fixtures'

test('signs in, sees the board, and another client change it', async ({ page, api, sprint }) => {
  const task = await api.newTask({ name: 'Water the plants', sprint: sprint.id, labels: ['greenhouse'] })
  await page.goto(`/board/${sprint.id}`)
  await expect(page).toHaveURL(/\/signin\?to=/)
  await accessible(page)

  await page.getByLabel('Username or e-mail address').fill(ADMIN.username)
  await page.getByLabel('Password', { exact: true }).fill('not-the-password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert')).toHaveText('No active account has this name and password.')
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password)
  await page.getByRole('button', { name: 'Sign in' }).click()

  await expect(page).toHaveURL(new RegExp(`/board/${sprint.id}`))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(sprint.name)
  await expect(column(page, 'todo').locator(card(page, task.id))).toContainText('Water the plants')
  await isLive(page)
  await api.post(`/api/tasks/${task.id}/move`, { status: 'testing' })
  await expect(column(page, 'testing').locator(card(page, task.id))).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await accessible(page)
  }
})

test('stays signed in over a reload, until signing out', async ({ page, sprint }) => {
  await signIn(page)
  await page.goto(`/board/${sprint.id}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(sprint.name)
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie)
  expect(kept).not.toMatch(/eyJ|refresh/)
  await page.getByRole('button', { name: /Account of/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/signin/)
  await page.goto('/')
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
})

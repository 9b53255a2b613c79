import { accessibleEverywhere } from './everywhere'
import { expect, signIn, test } from './fixtures'

test('makes a sprint, changes it, and deletes it with a way back', async ({ page }) => {
  const name = `Frost ${Date.now()}`
  await signIn(page, undefined, '/sprints')
  await page.getByRole('button', { name: 'New sprint' }).click()
  const dialog = page.getByRole('dialog', { name: 'New sprint' })
  await dialog.getByLabel('First day').fill('2027-02-10')
  await dialog.getByLabel('Last day').fill('2027-02-01')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(dialog.getByLabel('First day')).toHaveAccessibleDescription('The start is after the end.')
  await dialog.getByLabel('Last day').fill('2027-02-20')
  await accessibleEverywhere(page, 'sprint-form')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(page).toHaveURL(/\/board\//)

  await page.goto('/sprints')
  const row = page.locator('[data-sprint]', { hasText: name })
  await expect(row).toBeVisible()
  await accessibleEverywhere(page, 'sprints')
  await row.getByRole('button', { name: `More to do with ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  await page.getByRole('dialog').getByLabel('What it is for').fill('No pipe bursts.')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(row).toContainText('No pipe bursts.')
  await row.getByRole('button', { name: `More to do with ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(row).toHaveCount(0)
})

test('shows the burndown as a chart and in numbers', async ({ page, api }) => {
  const sprint = await api.post<{ id: string; name: string }>('/api/sprints', {
    name: `Burning ${Date.now()}`,
    start: new Date(Date.now() - 6 * 86_400_000).toISOString().slice(0, 10),
    end: new Date(Date.now() + 6 * 86_400_000).toISOString().slice(0, 10),
    description: 'Everything dry by the end.',
  })
  for (const name of ['one', 'two', 'three']) await api.newTask({ name, sprint: sprint.id })
  const done = await api.newTask({ name: 'four', sprint: sprint.id })
  await api.post(`/api/tasks/${done.id}/move`, { status: 'done' })

  await signIn(page, undefined, `/sprints/${sprint.id}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(sprint.name)
  await expect(page.getByRole('img', { name: /^Burndown: / })).toBeVisible()
  const rows = page.getByRole('table', { name: 'Burndown in numbers' }).getByRole('row')
  await expect(rows.last().getByRole('cell')).toHaveText(['3', '1', /\d+/])
  await api.newTask({ name: 'five', sprint: sprint.id })
  await expect(rows.last().getByRole('cell').first()).toHaveText('4')
  await accessibleEverywhere(page, 'burndown')
})

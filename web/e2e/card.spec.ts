import type { Page } from '@playwright/test'
import { accessible, card, column, expect, isLive, signIn, test } from './fixtures'
import type { Client } from './client'

const field = (page: Page, name: string) => page.locator(`[data-field="${name}"] .pick`)
const dialog = (page: Page) => page.locator('.dialog.page')
const description = (page: Page) => page.getByRole('textbox', { name: 'Description' })

async function openCard(page: Page, sprint: string, id: string) {
  await signIn(page, undefined, `/board/${sprint}`)
  await isLive(page)
  await card(page, id).getByRole('link').first().click()
  await expect(dialog(page)).toBeVisible()
}

async function isStored(api: Client, id: string, fields: Record<string, unknown>) {
  await expect.poll(() => api.task(id)).toMatchObject(fields)
}

test('edits every field in place, by mouse and keys', async ({ page, api, sprint, person }) => {
  test.slow()
  const anna = await person('anna')
  const task = await api.newTask({ name: 'Water the plants', sprint: sprint.id, labels: ['greenhouse'] })
  await openCard(page, sprint.id, task.id)
  await expect(page).toHaveURL(new RegExp(`card=${task.id}`))

  const name = page.getByRole('textbox', { name: 'Name' })
  await name.fill('Water all the plants')
  await name.press('Enter')
  await isStored(api, task.id, { name: 'Water all the plants' })

  await field(page, 'assigned').click()
  await page.getByRole('combobox').fill(anna.username)
  await page.keyboard.press('Enter')
  await expect(field(page, 'assigned')).toContainText('anna')
  await isStored(api, task.id, { assigned: anna.username })

  await dialog(page).focus()
  await page.keyboard.press('d')
  await page.getByLabel('Another day').fill('2029-12-24')
  await page.keyboard.press('Enter')
  await isStored(api, task.id, { due: '2029-12-24' })

  await dialog(page).focus()
  await page.keyboard.press('l')
  await page.getByRole('combobox').fill('summer')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await isStored(api, task.id, { labels: ['greenhouse', 'summer'] })

  await dialog(page).focus()
  await page.keyboard.press('m')
  await page.getByRole('menuitemradio', { name: 'Testing' }).click()
  await isStored(api, task.id, { status: 'testing' })

  await field(page, 'remind_at').click()
  await page.getByLabel('At another time').fill('2029-12-24T08:30')
  await page.keyboard.press('Enter')
  await expect
    .poll(async () => (await api.get<{ remind_at: string }>(`/api/tasks/${task.id}`)).remind_at)
    .toContain('2029-12-24T')

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await accessible(page)
  }
  await page.keyboard.press('Control+z')
  await isStored(api, task.id, { remind_at: null })

  await dialog(page).focus()
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toBeHidden()
  await expect(card(page, task.id).getByRole('link').first()).toBeFocused()
})

test('shows a description as CommonMark, and ticks its tasks', async ({ page, api, sprint }) => {
  const task = await api.newTask({ name: 'Sow tomatoes', sprint: sprint.id })
  await openCard(page, sprint.id, task.id)
  await dialog(page).focus()
  await page.keyboard.press('e')
  await description(page).fill(
    '# Plan\n\n- [ ] buy soil\n- [ ] buy seeds\n\n<b>no tag</b> [bad](javascript:alert(1)) [good](https://example.org)',
  )
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByRole('heading', { name: 'Plan' })).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).click()

  await expect(dialog(page).getByText('<b>no tag</b>')).toBeVisible()
  await expect(page.getByRole('link', { name: 'good' })).toHaveAttribute('rel', /noopener/)
  await expect(page.getByRole('link', { name: 'bad' })).toHaveCount(0)
  await page.getByRole('checkbox', { name: 'buy seeds' }).check()
  await expect
    .poll(async () => (await api.get<{ description: string }>(`/api/tasks/${task.id}`)).description)
    .toContain('- [ ] buy soil\n- [x] buy seeds')
  await expect(page.locator('.history')).toContainText('ticked “buy seeds”')
  await accessible(page)
})

test('keeps a draft over a reload', async ({ page, api, sprint }) => {
  const task = await api.newTask({ name: 'Prune', description: 'Old words', sprint: sprint.id })
  await openCard(page, sprint.id, task.id)
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await description(page).fill('Old words, and new ones')
  await page.reload()
  await expect(description(page)).toHaveValue('Old words, and new ones')
  await page.keyboard.press('Tab')
  await description(page).press('Escape')
  await expect(page.getByText('Your draft has not been saved.')).toBeVisible()
  await page.getByRole('button', { name: 'Go on writing' }).click()
  await description(page).press('Control+Enter')
  await isStored(api, task.id, { description: 'Old words, and new ones' })
  await page.reload()
  await expect(dialog(page).getByText('Old words, and new ones').first()).toBeVisible()
  await expect(description(page)).toHaveCount(0)
})

test('lets two people choose where both have changed one text', async ({ page, api, sprint, person, other }) => {
  const ben = await person('ben')
  const task = await api.newTask({ name: 'Vents', description: 'Open the vents at noon', sprint: sprint.id })
  await openCard(page, sprint.id, task.id)
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await description(page).fill('Open the vents at ten')

  const bens = await other(ben)
  await bens.goto(`/board/${sprint.id}?card=${task.id}`)
  await bens.getByRole('button', { name: 'Edit', exact: true }).click()
  await description(bens).fill('Open the vents at dawn')
  await description(bens).press('Control+Enter')
  await isStored(api, task.id, { description: 'Open the vents at dawn' })

  await expect(page.getByText('has changed the description while you were writing')).toBeVisible()
  await expect(description(page)).toHaveValue('Open the vents at ten')
  await description(page).press('Control+Enter')
  const conflict = page.getByRole('dialog', { name: /has changed the same/ })
  await expect(conflict.locator('.base')).toContainText('Open the vents at noon')
  await expect(conflict.locator('[data-choice="theirs"]')).toContainText('dawn')
  await expect(conflict.locator('[data-choice="yours"]')).toContainText('ten')
  await accessible(page)
  await conflict.getByLabel('Another').check()
  await conflict.getByLabel('Description, as it should be').fill('Open the vents at dawn, or at ten')
  await conflict.getByRole('button', { name: 'Save' }).click()
  await expect(conflict).toBeHidden()
  await isStored(api, task.id, { description: 'Open the vents at dawn, or at ten' })
  await expect(bens.getByText('Open the vents at dawn, or at ten').first()).toBeVisible()
})

test('merges different fields, with a hint', async ({ page, api, sprint, person, other }) => {
  const ben = await person('ben')
  const task = await api.newTask({ name: 'Seeds', description: 'Old', sprint: sprint.id })
  await openCard(page, sprint.id, task.id)
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await description(page).fill('New')
  const bens = await other(ben)
  await bens.goto(`/board/${sprint.id}?card=${task.id}`)
  await field(bens, 'due').click()
  await bens.getByRole('button', { name: /^Tomorrow/ }).click()
  await expect(page.locator('[data-mark="due"]')).toBeVisible()
  await description(page).press('Control+Enter')
  await expect(page.getByText(/ben changed the due date meanwhile/)).toBeVisible()
  await isStored(api, task.id, { description: 'New' })
  expect((await api.get<{ due: string | null }>(`/api/tasks/${task.id}`)).due).not.toBeNull()
})

test('tells the history in sentences, undoes a step, and shows the card as it was', async ({ page, api, sprint }) => {
  const task = await api.newTask({ name: 'Compost', description: 'Turn the heap every week', sprint: sprint.id })
  await api.patch(`/api/tasks/${task.id}`, { description: 'Turn the heap every month' })
  await api.post(`/api/tasks/${task.id}/move`, { status: 'testing' })
  await api.patch(`/api/tasks/${task.id}`, { due: '2029-01-02' })
  await openCard(page, sprint.id, task.id)
  const history = page.locator('.history')
  await expect(history.locator('[data-step="3"]')).toContainText('moved it to Testing')
  await expect(history.locator('[data-step="4"]')).toContainText('set the due date to 2 Jan 2029')
  await history.locator('[data-step="2"]').getByRole('button', { name: 'Show the difference' }).click()
  await expect(history.locator('del')).toContainText('week')
  await expect(history.locator('ins')).toContainText('month')

  await history
    .locator('[data-step="2"]')
    .getByRole('button', { name: /What to do with/ })
    .click()
  await page.getByRole('menuitem', { name: 'Undo this step' }).click()
  await isStored(api, task.id, { description: 'Turn the heap every week', status: 'testing', due: '2029-01-02' })

  await history
    .locator('[data-step="1"]')
    .getByRole('button', { name: /What to do with/ })
    .click()
  await page.getByRole('menuitem', { name: 'See the card as it was then' }).click()
  await expect(page.getByText(/You see the card as it was/)).toBeVisible()
  await expect(field(page, 'status')).toContainText('To do')
  await expect(field(page, 'status')).toBeDisabled()
  await accessible(page)
  await page.getByRole('button', { name: 'Back to now' }).click()
  await expect(field(page, 'status')).toContainText('Testing')
})

test('deletes with undo, and restores from the bin', async ({ page, api, sprint }) => {
  const task = await api.newTask({ name: `Old pots ${Date.now()}`, sprint: sprint.id })
  await openCard(page, sprint.id, task.id)
  const remove = async () => {
    await page.getByRole('button', { name: 'More for this card' }).click()
    await page.getByRole('menuitem', { name: 'Delete card' }).click()
    await expect(dialog(page)).toBeHidden()
    await expect(card(page, task.id)).toHaveCount(0)
  }
  await remove()
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(column(page, 'todo').locator(card(page, task.id))).toBeVisible()
  await card(page, task.id).getByRole('link').first().click()
  await remove()

  await page.goto(`/board/${sprint.id}?card=${task.id}`)
  await expect(page.getByRole('heading', { name: 'This card is in the bin' })).toBeVisible()
  await page.goto('/bin')
  const deleted = page.locator(`[data-deleted="${task.id}"]`)
  await expect(deleted).toContainText('Deleted by admin')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await accessible(page)
  }
  await page.getByLabel('Find in the bin').fill('no such words')
  await expect(page.getByText('Nothing in the bin fits')).toBeVisible()
  await page.getByLabel('Find in the bin').fill(task.name)
  await deleted.getByRole('button').click()
  await expect(deleted).toHaveCount(0)
  await isStored(api, task.id, { name: task.name })
})

test('shows who else looks at the card', async ({ page, api, sprint, person, other }) => {
  const ben = await person('ben')
  const task = await api.newTask({ name: 'Bees', sprint: sprint.id })
  await openCard(page, sprint.id, task.id)
  const bens = await other(ben)
  await bens.goto(`/board/${sprint.id}?card=${task.id}`)
  await expect(page.getByText('ben is looking at this card too')).toBeAttached()
  await expect(bens.getByText(/is looking at this card too/)).toBeAttached()
  await bens.getByRole('button', { name: 'Close' }).first().click()
  await expect(page.getByText('ben is looking at this card too')).toHaveCount(0)
})

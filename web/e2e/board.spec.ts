import { accessible, card, column, expect, isLive, signIn, test } from './fixtures'
import { cards, drag, namesIn, namesShown, told } from './kanban'

test.beforeEach(async ({ page, sprint }) => signIn(page, undefined, `/board/${sprint.id}`))

test('drags a card with the mouse, to a place and to another column', async ({ page, api, sprint }) => {
  const [first, second, third] = await cards(api, sprint, ['Alpha', 'Beta', 'Gamma'])
  await expect(card(page, third!.id)).toBeVisible()
  await drag(page, `[data-card="${third!.id}"]`, `[data-card="${second!.id}"]`, 'top')
  await expect(column(page, 'todo').locator('.slot')).toBeVisible()
  await page.mouse.up()
  await expect.poll(() => namesIn(api, sprint, 'todo')).toEqual(['Alpha', 'Gamma', 'Beta'])
  await expect.poll(() => namesShown(page, 'todo')).toEqual(['Alpha', 'Gamma', 'Beta'])

  await drag(page, `[data-card="${first!.id}"]`, '[data-column="testing"]', 'bottom')
  await page.mouse.up()
  await expect(column(page, 'testing').locator(card(page, first!.id))).toBeVisible()
  await expect.poll(() => namesIn(api, sprint, 'testing')).toEqual(['Alpha'])
  expect(new URL(page.url()).search, 'a drag opens no card').toBe('')
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect.poll(() => namesIn(api, sprint, 'todo')).toEqual(['Alpha', 'Gamma', 'Beta'])

  await drag(page, `[data-card="${first!.id}"]`, '[data-column="done"]', 'bottom')
  await page.keyboard.press('Escape')
  await expect(page.locator('.card-ghost')).toHaveCount(0)
  await page.mouse.up()
  expect(await namesIn(api, sprint, 'done')).toEqual([])
})

test('moves a card by keyboard, and tells each step', async ({ page, api, sprint }) => {
  const [, second] = await cards(api, sprint, ['Alpha', 'Beta', 'Gamma'])
  await expect(card(page, second!.id)).toBeVisible()
  await card(page, second!.id).getByRole('link').focus()
  await page.keyboard.press('Space')
  await expect(told(page)).toContainText('Beta lifted. To do, place 2 of 3')
  await page.keyboard.press('ArrowDown')
  await expect(told(page)).toContainText('To do, place 3 of 3')
  await page.keyboard.press('Escape')
  await expect(told(page)).toContainText('Beta put back where it was')

  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
  await expect(told(page)).toContainText('In progress, place 1 of 1')
  await page.keyboard.press('Space')
  await expect(told(page)).toContainText('Put down: In progress, place 1 of 1')
  await expect(column(page, 'in_progress').locator(card(page, second!.id)).getByRole('link')).toBeFocused()
  await expect.poll(() => namesIn(api, sprint, 'in_progress')).toEqual(['Beta'])
  await page.keyboard.press('Control+z')
  await expect.poll(() => namesIn(api, sprint, 'todo')).toEqual(['Alpha', 'Beta', 'Gamma'])

  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/card=/)
})

test('moves a card without dragging: sprint, column and place', async ({ page, api, sprint }) => {
  const [, , third] = await cards(api, sprint, ['Alpha', 'Beta', 'Gamma'])
  const other = await api.newSprint(`Another ${Date.now()}`)
  await isLive(page)
  await card(page, third!.id).hover()
  await card(page, third!.id).getByRole('button', { name: 'More for the card Gamma' }).click()
  await page.getByRole('menuitem', { name: 'Move to…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('At place number').first().check()
  await dialog.getByRole('spinbutton').fill('2')
  await dialog.getByRole('button', { name: 'Move', exact: true }).click()
  await expect.poll(() => namesIn(api, sprint, 'todo')).toEqual(['Alpha', 'Gamma', 'Beta'])
  await expect(card(page, third!.id).getByRole('link')).toBeFocused()

  await page.keyboard.press('m')
  await dialog.getByLabel('Sprint').selectOption(other.id)
  await dialog.getByLabel('Column').selectOption('testing')
  await dialog.getByLabel('At the top').check()
  await accessible(page)
  await dialog.getByRole('button', { name: 'Move', exact: true }).click()
  await expect.poll(() => namesIn(api, other, 'testing')).toEqual(['Gamma'])
  await expect(card(page, third!.id)).toHaveCount(0)
})

test('an empty board says what to do; cards are added one after the other, and from a list', async ({
  page,
  api,
  sprint,
}) => {
  await expect(page.getByRole('heading', { name: 'An empty board', level: 2, exact: true })).toBeVisible()
  await accessible(page)
  await page.getByRole('button', { name: 'Write the first card' }).click()
  const field = page.getByLabel('Name of the new card')
  await field.fill('First')
  await field.press('Enter')
  await expect(field).toBeFocused()
  await expect(field).toHaveValue('')
  await field.fill('Second')
  await field.press('Enter')
  await field.evaluate((it) => {
    const data = new DataTransfer()
    data.setData('text/plain', 'Third\n\n Fourth \r\nFifth')
    it.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  })
  await expect.poll(() => namesIn(api, sprint, 'todo')).toEqual(['First', 'Second', 'Third', 'Fourth', 'Fifth'])
  await expect.poll(() => namesShown(page, 'todo')).toEqual(['First', 'Second', 'Third', 'Fourth', 'Fifth'])
  await field.press('Escape')
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect.poll(() => namesIn(api, sprint, 'todo')).toEqual(['First', 'Second'])
})

test('a filter stands in the address and survives a reload', async ({ page, api, sprint }) => {
  await cards(api, sprint, ['Pump', 'Hose'], { labels: ['garden'] })
  await cards(api, sprint, ['Cable'], { labels: ['power'], due: '2020-01-01' })
  await cards(api, sprint, ['Paper'])
  await expect.poll(() => namesShown(page, 'todo')).toEqual(['Pump', 'Hose', 'Cable', 'Paper'])
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByRole('group', { name: 'Label' }).getByLabel('garden').check()
  await accessible(page)
  await page.keyboard.press('Escape')
  await expect.poll(() => namesShown(page, 'todo')).toEqual(['Pump', 'Hose'])
  await page.getByLabel('Search the cards of this board').fill('ho')
  await expect(page).toHaveURL(/label=garden/)
  await expect(page).toHaveURL(/q=ho/)
  await page.reload()
  await expect.poll(() => namesShown(page, 'todo')).toEqual(['Hose'])
  await expect(column(page, 'todo').locator('.count')).toHaveText(/1 of 4/)
  await page.getByRole('button', { name: 'Remove from the filter: garden' }).click()
  await page.getByLabel('Search the cards of this board').fill('nothing at all')
  await expect(page.getByRole('heading', { name: 'No card fits', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Clear' }).last().click()
  await expect.poll(() => namesShown(page, 'todo')).toEqual(['Pump', 'Hose', 'Cable', 'Paper'])
  await page.goto(`/board/${sprint.id}?due=overdue`)
  await expect.poll(() => namesShown(page, 'todo')).toEqual(['Cable'])
})

test('chooses several cards, changes them together, and takes it back at once', async ({ page, api, sprint }) => {
  const made = await cards(api, sprint, ['Alpha', 'Beta', 'Gamma', 'Delta'])
  await card(page, made[0]!.id).getByRole('link').focus()
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  const bar = page.getByRole('toolbar', { name: 'Selected cards' })
  await expect(bar).toContainText('3 selected')
  await accessible(page)

  await bar.getByRole('button', { name: 'Labels…' }).click()
  await page.getByLabel('Find or add a label').fill('together')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(column(page, 'todo').getByText('together')).toHaveCount(3)

  await bar.getByRole('button', { name: 'Move to…' }).click()
  await page.getByLabel('Column').selectOption('done')
  await page.getByRole('button', { name: 'Move', exact: true }).click()
  await expect.poll(() => namesIn(api, sprint, 'done')).toEqual(['Alpha', 'Beta', 'Gamma'])
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect.poll(() => namesIn(api, sprint, 'todo')).toEqual(['Alpha', 'Beta', 'Gamma', 'Delta'])

  await bar.getByRole('button', { name: 'Delete' }).click()
  await expect.poll(() => namesIn(api, sprint, 'todo')).toEqual(['Delta'])
  await expect(bar).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect.poll(() => namesIn(api, sprint, 'todo')).toEqual(['Alpha', 'Beta', 'Gamma', 'Delta'])

  await card(page, made[0]!.id)
    .locator('.name')
    .click({ modifiers: ['Control'] })
  await card(page, made[2]!.id)
    .locator('.name')
    .click({ modifiers: ['Shift'] })
  await expect(bar).toContainText('3 selected')
  await page.keyboard.press('Escape')
  await expect(bar).toHaveCount(0)
})

test('somebody else moves a card: it is seen, and by whom', async ({ page, api, sprint, person, other }) => {
  const ben = await person('ben')
  const [first] = await cards(api, sprint, ['Alpha', 'Beta'])
  const bens = await other(ben)
  await bens.goto(`/board/${sprint.id}`)
  await isLive(page)
  await drag(bens, `[data-card="${first!.id}"]`, '[data-column="in_progress"]', 'bottom')
  await bens.mouse.up()
  await expect(column(page, 'in_progress').locator(card(page, first!.id))).toBeVisible()
  await expect(card(page, first!.id).locator('.mark')).toContainText(/ben/i)
  await expect(card(page, first!.id).locator('.mark')).toHaveCount(0)
})

test('lanes by person: dragging into another one assigns', async ({ page, api, sprint, person }) => {
  const ben = await person('ben')
  const [first] = await cards(api, sprint, ['Alpha'])
  await cards(api, sprint, ['Beta'], { assigned: ben.username })
  await page.getByRole('button', { name: 'View' }).click()
  await page.getByRole('menuitemradio', { name: 'A lane for each person' }).click()
  const lane = page.locator(`[data-lane="=${ben.username}"]`)
  await expect(lane.locator('.card')).toHaveCount(1)
  await accessible(page)
  await drag(page, `[data-card="${first!.id}"]`, `[data-lane="=${ben.username}"] [data-column="testing"]`, 'bottom')
  await page.mouse.up()
  await expect(lane.locator('[data-column="testing"]').locator(card(page, first!.id))).toBeVisible()
  await expect.poll(() => namesIn(api, sprint, 'testing')).toEqual(['Alpha'])
  await page.getByRole('button', { name: 'View' }).click()
  await page.getByRole('menuitemradio', { name: 'No lanes' }).click()
  await expect(column(page, 'testing').locator(card(page, first!.id))).toBeVisible()
})

test('cards go from the backlog into a sprint', async ({ page, api, sprint }) => {
  const name = `Later ${Date.now()}`
  const task = await api.newTask({ name })
  await page.goto(`/backlog?q=${encodeURIComponent(name)}`)
  await expect(card(page, task.id)).toBeVisible()
  await accessible(page)
  const tile = page.locator(`[data-sprint="${sprint.id}"]`)
  await tile.scrollIntoViewIfNeeded()
  await drag(page, `[data-card="${task.id}"]`, `[data-sprint="${sprint.id}"]`, 'bottom')
  await expect(tile).toHaveClass(/over/)
  await page.mouse.up()
  await expect.poll(() => namesIn(api, sprint, 'todo')).toEqual([name])
  await expect(card(page, task.id)).toHaveCount(0)
})

test('is accessible in light and dark, wide and narrow, dense and roomy', async ({ page, api, sprint }) => {
  const long = 'A name that is so long that it needs a second line, and on a phone perhaps a third one as well'
  await cards(api, sprint, ['Alpha', long], {
    labels: ['garden', 'power', 'urgent'],
    due: '2020-01-01',
    assigned: 'admin',
  })
  await expect(page.getByText(long)).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 740 })
      await accessible(page)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    }
  }
  await page.getByRole('button', { name: 'View' }).click()
  await page.getByRole('menuitemradio', { name: 'Dense' }).click()
  await accessible(page)
  await page.getByRole('button', { name: 'View' }).click()
  await page.getByRole('menuitemradio', { name: 'Roomy' }).click()
})

import { accessible, expect, isLive, signIn, test } from './fixtures'

test('finds a card by typing and opens it, all by keyboard', async ({ page, api, sprint }) => {
  const name = `Mend the glass ${Date.now()}`
  const task = await api.newTask({ name, sprint: sprint.id })
  await signIn(page, undefined, '/backlog')
  await isLive(page)
  await page.keyboard.press('Control+k')
  const box = page.getByRole('combobox')
  await expect(box).toBeFocused()
  await box.fill(name.slice(-13))
  const found = page.getByRole('option', { name })
  await expect(found).toHaveAttribute('aria-selected', 'true')
  await expect(box).toHaveAttribute('aria-activedescendant', `${await found.getAttribute('id')}`)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await accessible(page)
  }
  await page.setViewportSize({ width: 360, height: 640 })
  await accessible(page)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`card=${task.id}`))
  await expect(page.getByRole('dialog')).toContainText(name)
})

test('does what is chosen: goes to a screen, changes the appearance, makes a card', async ({ page, api, sprint }) => {
  await signIn(page, undefined, `/board/${sprint.id}`)
  await isLive(page)
  const take = async (typed: string, option: RegExp) => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill(typed)
    await page.getByRole('option', { name: option }).click()
    await expect(page.getByRole('combobox')).toHaveCount(0)
  }
  await take('appearance dark', /Dark/)
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await take('appearance system', /As the system/)
  const name = `Sow the beans ${Date.now()}`
  await take(name, /Create card/)
  const made = page.locator('[data-column="todo"] [data-card]', { hasText: name })
  await expect(made).toBeVisible()
  await expect
    .poll(async () => (await api.get<{ results: object[] }>(`/api/tasks?sprint=${sprint.id}`)).results)
    .toMatchObject([{ name, status: 'todo' }])
  await take('go to posts', /Posts/)
  await expect(page).toHaveURL(/\/posts/)
})

test('arrows go round, Escape closes and gives the focus back', async ({ page, sprint }) => {
  await signIn(page, undefined, `/board/${sprint.id}`)
  const opener = page.getByRole('button', { name: /Search or do/ })
  await opener.focus()
  await opener.press('Enter')
  const options = page.getByRole('option')
  await expect(options.first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowUp')
  await expect(options.last()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowDown')
  await expect(options.first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Escape')
  await expect(opener).toBeFocused()
})

test('single letters can be switched off', async ({ page, person, sprint }) => {
  await signIn(page, await person('lea'), `/board/${sprint.id}`)
  await page.keyboard.press('?')
  await page.getByLabel('Single letters are shortcuts').uncheck()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('?')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox')).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(1)
})

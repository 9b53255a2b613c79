import { accessible, card, column, expect, isLive, signIn, test } from './fixtures'

test('goes on without a line over a reload, and sends what waited', async ({ page, context, api, sprint }) => {
  const task = await api.newTask({ name: 'Check the frost guard', sprint: sprint.id })
  await signIn(page, undefined, `/board/${sprint.id}`)
  await isLive(page)
  await expect(card(page, task.id)).toBeVisible()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
  await expect.poll(() => page.evaluate(() => !!navigator.serviceWorker.controller)).toBe(true)

  await context.setOffline(true)
  await page.reload()
  await expect(column(page, 'todo').locator(card(page, task.id))).toBeVisible()
  await expect(page.getByText('You are offline.')).toBeVisible()
  await accessible(page)

  const name = `Close the vents ${Date.now()}`
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill(name)
  await page.getByRole('option', { name: /Create card/ }).click()
  await expect(column(page, 'todo')).toContainText(name)
  await page.getByRole('button', { name: '1 change waits to be sent' }).click()
  await expect(page.getByRole('dialog')).toContainText('Card added')
  await page.keyboard.press('Escape')
  await page.reload()
  await expect(column(page, 'todo')).toContainText(name)
  expect((await api.get<{ results: object[] }>(`/api/tasks?sprint=${sprint.id}`)).results).toHaveLength(1)
  await api.patch(`/api/tasks/${task.id}`, { name: 'Check the frost guard twice' })

  await context.setOffline(false)
  await expect(page.getByText('You are offline.')).toHaveCount(0)
  await expect
    .poll(async () => (await api.get<{ results: { name: string }[] }>(`/api/tasks?sprint=${sprint.id}`)).results)
    .toHaveLength(2)
  await expect(card(page, task.id)).toContainText('twice', { timeout: 20_000 })
  await expect(page.getByRole('button', { name: /waits to be sent/ })).toHaveCount(0)
})

test('keeps nothing of a person who signed out', async ({ page, sprint }) => {
  await signIn(page, undefined, `/board/${sprint.id}`)
  await isLive(page)
  const kept = () =>
    page.evaluate(
      () =>
        new Promise<string[]>((resolve) => {
          const opening = indexedDB.open('corkboard')
          opening.onsuccess = () => {
            const keys = opening.result.transaction('kept').objectStore('kept').getAllKeys()
            keys.onsuccess = () => resolve(keys.result.map(String))
          }
        }),
    )
  await expect.poll(kept).toContain(`seen/board/${sprint.id}`)
  await page.getByRole('button', { name: /Account of/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/signin/)
  await expect.poll(kept).toEqual([])
})

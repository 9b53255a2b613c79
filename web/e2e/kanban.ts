import { expect, type Page } from '@playwright/test'
import type { Client, Sprint, Task } from './client'
import { column } from './fixtures'

/** Makes cards with these names, in this order. */
export async function cards(api: Client, sprint: Sprint, names: readonly string[], more: object = {}): Promise<Task[]> {
  const made: Task[] = []
  for (const name of names) made.push(await api.newTask({ name, sprint: sprint.id, ...more }))
  return made
}

/** The names of a column as the service has them, in order. */
export async function namesIn(api: Client, sprint: Sprint, status: string): Promise<string[]> {
  const page = await api.get<{ results: Task[] }>(`/api/tasks?sprint=${sprint.id}&status=${status}&limit=100`)
  return page.results.map(({ name }) => name)
}

/** What is told to screen readers. */
export const told = (page: Page) => page.locator('[aria-live=assertive]')

export const namesShown = (page: Page, status: string) => column(page, status).locator('.name').allInnerTexts()

/** Drags with the mouse, in steps, to a point of another element. */
export async function drag(page: Page, from: string, to: string, at: 'top' | 'bottom') {
  const start = (await page.locator(from).boundingBox())!
  const end = (await page.locator(to).boundingBox())!
  await page.mouse.move(start.x + 70, start.y + 18)
  await page.mouse.down()
  await page.mouse.move(start.x + 78, start.y + 24, { steps: 2 })
  await page.mouse.move(end.x + 80, at === 'top' ? end.y + 5 : end.y + end.height - 4, { steps: 8 })
  await expect(page.locator('.card-ghost')).toBeVisible()
}

/** Opens the board, and waits until all is there and can be taken hold of. */
export async function open(page: Page, sprint: Sprint) {
  await page.goto(`/board/${sprint.id}`)
  await expect(page.locator('[data-board=ready]')).toBeVisible()
}

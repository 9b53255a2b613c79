import type { Page } from '@playwright/test'
import { accessible, card, column, expect, isLive, signIn, test } from './fixtures'
import { cards, namesIn } from './kanban'

/** Touches as a finger makes them. */
async function finger(page: Page) {
  const cdp = await page.context().newCDPSession(page)
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: { x: number; y: number }) =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] })
  return {
    down: (x: number, y: number) => send('touchStart', { x, y }),
    move: (x: number, y: number) => send('touchMove', { x, y }),
    up: () => send('touchEnd'),
  }
}

const scrolled = (page: Page) =>
  page
    .locator('.scroller')
    .first()
    .evaluate((it) => it.scrollTop)

test('a finger that rests drags, one that moves scrolls, and one that stops a fling lifts nothing', async ({
  page,
  api,
  sprint,
}) => {
  const made = await cards(
    api,
    sprint,
    Array.from({ length: 24 }, (_, at) => `Card ${at}`),
  )
  await signIn(page, undefined, `/board/${sprint.id}`)
  await isLive(page)
  await accessible(page)
  const touch = await finger(page)
  const third = (await card(page, made[3]!.id).boundingBox())!
  const x = third.x + 60

  await touch.down(x, third.y + 20)
  for (let step = 1; step <= 10; step += 1) await touch.move(x, third.y + 20 - step * 20)
  await touch.up()
  await expect.poll(() => scrolled(page)).toBeGreaterThan(60)
  await expect(page.locator('.card-ghost')).toHaveCount(0)

  // While the list still moves, a finger comes down and rests.
  await page.evaluate(() => {
    const scroller = document.querySelector('.scroller')!
    const timer = setInterval(() => scroller.scrollBy({ top: 1 }), 16)
    addEventListener('pointerdown', () => clearInterval(timer), { once: true, capture: true })
  })
  await touch.down(x, 400)
  const lifted = await page.evaluate(
    () => new Promise((resolve) => setTimeout(() => resolve(document.querySelectorAll('.card-ghost').length), 700)),
  )
  expect(lifted).toBe(0)
  await touch.up()
  await expect(page).not.toHaveURL(/card=/)

  await page
    .locator('.scroller')
    .first()
    .evaluate((it) => (it.scrollTop = 0))
  // The list has to be at rest first, which is so after a while.
  await expect(async () => {
    const first = (await card(page, made[0]!.id).boundingBox())!
    await touch.down(x, first.y + 20)
    await page.waitForSelector('.card-ghost', { timeout: 1500 }).catch(async (failure: unknown) => {
      await touch.up()
      throw failure
    })
  }).toPass()
  const next = (await card(page, made[2]!.id).boundingBox())!
  await touch.move(x + 2, next.y + 10)
  await touch.move(x + 2, next.y + next.height - 4)
  await expect(column(page, 'todo').locator('.slot')).toBeVisible()
  await touch.up()
  await expect
    .poll(async () => (await namesIn(api, sprint, 'todo')).slice(0, 4))
    .toEqual(['Card 1', 'Card 2', 'Card 0', 'Card 3'])
})

test('a card at the edge scrolls the board sideways, and is dropped in a column beyond', async ({
  page,
  api,
  sprint,
}) => {
  const [only] = await cards(api, sprint, ['Traveller'])
  await signIn(page, undefined, `/board/${sprint.id}`)
  await isLive(page)
  const touch = await finger(page)
  const box = (await card(page, only!.id).boundingBox())!
  await touch.down(box.x + 60, box.y + 20)
  await expect(page.locator('.card-ghost')).toBeVisible()
  await touch.move(385, box.y + 30)
  await expect
    .poll(() => page.locator('.columns').evaluate((it) => it.scrollLeft + it.clientWidth >= it.scrollWidth - 2))
    .toBe(true)
  await touch.move(200, box.y + 40)
  await expect(column(page, 'done')).toHaveClass(/over/)
  await touch.up()
  await expect.poll(() => namesIn(api, sprint, 'done')).toEqual(['Traveller'])
})

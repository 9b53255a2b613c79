// Measures the board in a browser, and prints each figure beside its limit; ends with 1 if one is missed.
//   CORKBOARD_URL=http://localhost:8080 node bench/board.mjs [cards]
// The board must run, with admin / correct-horse-battery (or ADMIN_PASSWORD). It makes a sprint of 10,000 cards once.
import { chromium } from '@playwright/test'

const URL_OF = process.env.CORKBOARD_URL ?? 'http://localhost:8080'
const ADMIN = { username: 'admin', password: process.env.ADMIN_PASSWORD ?? 'correct-horse-battery' }
const CARDS = Number(process.argv[2] ?? 10_000)
const rows = []

function row(what, value, limit, unit = 'ms') {
  rows.push({ what, value: `${Math.round(value * 10) / 10} ${unit}`, limit: `${limit} ${unit}`, met: value <= limit })
}

/** The API, as the administrator. */
async function clientOf() {
  const send = (method, path, body, headers = {}) =>
    fetch(URL_OF + path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
  const { token } = await (await send('POST', '/auth/obtain_token', ADMIN)).json()
  return async (method, path, body) => {
    const answer = await send(method, path, body, { Authorization: `Bearer ${token}` })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer.status === 204 ? undefined : answer.json()
  }
}

async function inParallel(count, width, work) {
  let next = 0
  const lane = async () => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: width }, lane))
}

/** A sprint with so many cards, made if it is not there. */
async function sprintOf(api, name, count) {
  const { results } = await api('GET', '/api/sprints?limit=100')
  const there = results.find((sprint) => sprint.name === name)
  if (there) return there
  console.log(`Making ${count} cards …`)
  const sprint = await api('POST', '/api/sprints', { name, end: '2035-01-01' })
  const columns = ['todo', 'todo', 'todo', 'in_progress', 'testing', 'done']
  const labels = ['garden', 'power', 'water', 'paper']
  await inParallel(count, 8, (at) =>
    api('POST', '/api/tasks', {
      name: `Card ${at} ${'of some length '.repeat(at % 5)}`.trim(),
      sprint: sprint.id,
      status: columns[at % columns.length],
      labels: labels.slice(0, at % 3),
      assigned: at % 4 ? ADMIN.username : null,
    }),
  )
  return sprint
}

/** Told by the page itself: when the first card was there, and when all were. */
function watchCards() {
  window.seen = { first: 0, all: 0 }
  new MutationObserver(() => {
    window.seen.first ||= document.querySelector('[data-card]') ? performance.now() : 0
    window.seen.all ||= document.querySelector('[data-board=ready]') ? performance.now() : 0
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-board'] })
}

async function opened(page, sprint) {
  await page.goto('about:blank')
  await page.goto(`${URL_OF}/board/${sprint.id}`)
  await page.waitForFunction(() => window.seen?.first && window.seen.all, null, { timeout: 60_000 })
  return page.evaluate(() => window.seen)
}

/** The share of frames over 33 ms while something is done, in percent. */
async function frames(page, work) {
  await page.evaluate(() => {
    window.gaps = []
    window.counting = true
    let last = performance.now()
    const tick = (now) => {
      window.gaps.push(now - last)
      last = now
      if (window.counting) requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
  await work()
  const gaps = await page.evaluate(() => ((window.counting = false), window.gaps.slice(2)))
  gaps.sort((a, b) => a - b)
  const slow = gaps.filter((gap) => gap > 34).length
  console.log(
    `  ${gaps.length} frames, median ${gaps[gaps.length >> 1]?.toFixed(1)}, ` +
      `99th ${gaps[Math.floor(gaps.length * 0.99)]?.toFixed(1)}, longest ${gaps.at(-1)?.toFixed(1)}, ${slow} over 33 ms`,
  )
  return (100 * slow) / gaps.length
}

async function scroll(page) {
  const box = await page.locator('[data-column=todo] .scroller').boundingBox()
  await page.mouse.move(box.x + 80, box.y + 200)
  for (let step = 0; step < 150; step += 1) {
    await page.mouse.wheel(0, 300)
    await page.waitForTimeout(16)
  }
}

async function drag(page) {
  const from = await page.locator('[data-column=todo] [data-card]').nth(6).boundingBox()
  const to = await page.locator('[data-column=in_progress] .scroller').boundingBox()
  await page.mouse.move(from.x + 60, from.y + 15)
  await page.mouse.down()
  for (let step = 0; step < 200; step += 1) {
    const x = step % 60 < 30 ? from.x + 60 + step / 4 : to.x + 60 + (step % 30)
    await page.mouse.move(x, to.y + 90 + ((step * 13) % Math.max(100, to.height - 200)))
    await page.waitForTimeout(12)
  }
  await page.mouse.up()
}

/** Changes by another client, so many a second, of cards that are seen and of others. */
async function storm(api, ids, rate, seconds) {
  const start = performance.now()
  let sent = 0
  await inParallel(rate * seconds, 16, async (at) => {
    const wait = start + (at * 1000) / rate - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    const id = ids[(at * 7) % ids.length]
    const columns = ['todo', 'in_progress', 'testing']
    if (at % 4) await api('PATCH', `/api/tasks/${id}`, { name: `Changed ${at} at ${Math.round(performance.now())}` })
    else await api('POST', `/api/tasks/${id}/move`, { status: columns[at % 3] })
    sent += 1
  })
  console.log(`  ${Math.round((1000 * sent) / (performance.now() - start))} changes a second`)
}

async function heap(cdp) {
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  return usedSize / 1048576
}

const api = await clientOf()
const small = await sprintOf(api, 'Bench: forty cards', 40)
const large = await sprintOf(api, `Bench: ${CARDS} cards`, CARDS)
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
const page = await (await browser.newContext({ viewport: { width: 1360, height: 860 } })).newPage()
const cdp = await page.context().newCDPSession(page)
await page.addInitScript(watchCards)
await page.goto(`${URL_OF}/signin`)
await page.locator('input').first().fill(ADMIN.username)
await page.locator('input[type=password]').fill(ADMIN.password)
await page.keyboard.press('Enter')
await page.locator('.connection[data-state=live]').waitFor()

await page.evaluate(() => indexedDB.deleteDatabase('corkboard'))
await cdp.send('Network.clearBrowserCache')
row('first card, cold', (await opened(page, small)).first, 500)
const warm = []
for (let at = 0; at < 5; at += 1) warm.push((await opened(page, small)).first)
row('first card, warm (median of 5)', warm.sort((a, b) => a - b)[2], 250)
const all = await opened(page, large)
row(`${CARDS} cards: the first`, all.first, 300)
row(`${CARDS} cards: all`, all.all, 1500)
console.log(`  ${await page.locator('*').count()} elements`)

await page.waitForTimeout(1000)
console.log('scrolling')
row('frames over 33 ms while scrolling', await frames(page, () => scroll(page)), 1, '%')
console.log('dragging')
row('frames over 33 ms while dragging', await frames(page, () => drag(page)), 1, '%')
const ids = await page
  .locator('[data-card]')
  .evaluateAll((found) => found.map((it) => it.dataset.card).filter((id) => !id.startsWith('new')))
await storm(api, ids, 50, 2)
const before = await heap(cdp)
console.log('changes of others')
row('frames over 33 ms at 200 changes a second', await frames(page, () => storm(api, ids, 200, 5)), 1, '%')
await storm(api, ids, 200, 10)
await page.waitForTimeout(5000)
row('memory gained by 3,000 changes', (await heap(cdp)) - before, 2, 'MB')

await browser.close()
console.log()
console.table(Object.fromEntries(rows.map(({ what, ...rest }) => [what, rest])))
process.exitCode = rows.every(({ met }) => met) ? 0 : 1

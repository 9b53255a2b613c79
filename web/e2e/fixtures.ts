import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test as base, expect, type Browser, type Page } from '@playwright/test'
import { ADMIN } from './board'
import { clientOf, type Client, type Person, type Sprint } from './client'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const PASSWORD = 'violet-tractor-hums-91'
let people = 0

interface Fixtures {
  /** Whether the short tour is there, as for somebody new. */
  tour: boolean
  /** The administrator's client. */
  api: Client
  /** A sprint of this test's own. */
  sprint: Sprint
  /** Makes an account. */
  person(name: string): Promise<Person>
  /** Another browser, signed in as somebody, to be closed with the test. */
  other(person: Person): Promise<Page>
}

export const test = base.extend<Fixtures>({
  tour: [false, { option: true }],
  baseURL: async ({}, use) => use(process.env['CORKBOARD_URL']!),
  api: async ({ request }, use) => use(await clientOf(request, ADMIN)),
  sprint: async ({ api }, use, info) => use(await api.newSprint(`${info.title.slice(0, 70)} ${Date.now()}`)),
  person: async ({ request }, use) => {
    await use(async (name) => {
      const person = { username: `${name}-${process.pid}-${(people += 1)}`, password: PASSWORD }
      const made = await request.post(`${process.env['CORKBOARD_URL']}/auth/signup`, {
        data: { ...person, email: `${person.username}@example.org`, first_name: name },
      })
      expect(made.status()).toBe(201)
      return person
    })
  },
  other: async ({ browser, baseURL }, use) => {
    const pages: Page[] = []
    await use(async (person) => {
      const page = await anotherPage(browser, baseURL!)
      await withoutTour(page)
      pages.push(page)
      await signIn(page, person)
      return page
    })
    for (const page of pages) await page.context().close()
  },
  page: async ({ page, tour }, use) => {
    if (!tour) await withoutTour(page)
    const broken: string[] = []
    page.on('pageerror', (error) => broken.push(error.message))
    page.on('console', (line) => line.type() === 'error' && broken.push(line.text()))
    await use(page)
    // A refusal that the page expects is told by the browser as well.
    expect(broken.filter((line) => !/Failed to load resource|net::ERR/.test(line))).toEqual([])
  },
})

async function anotherPage(browser: Browser, baseURL: string) {
  return (await browser.newContext({ baseURL, locale: 'en-GB', timezoneId: 'Europe/Berlin' })).newPage()
}

/** As if the person had been through it. */
async function withoutTour(page: Page) {
  await page.addInitScript(() => {
    const kept = JSON.parse(localStorage.getItem('corkboard.preferences') ?? '{}') as object
    localStorage.setItem('corkboard.preferences', JSON.stringify({ tourDone: true, ...kept }))
  })
}

export async function signIn(page: Page, person: Person = ADMIN, to = '/') {
  await page.goto(`/signin?to=${encodeURIComponent(to)}`)
  await page.getByLabel('Username or e-mail address').fill(person.username)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
}

/** Waits until changes of others arrive as they happen. */
export async function isLive(page: Page) {
  await expect(page.locator('.connection[data-state="live"]')).toBeVisible()
}

export const card = (page: Page, id: string) => page.locator(`[data-card="${id}"]`)
export const column = (page: Page, status: string) => page.locator(`[data-column="${status}"]`)

interface Violation {
  id: string
  nodes: { html: string; failureSummary: string }[]
}

/** axe finds nothing. It runs by the debugger's door, so the page's policy need not allow it. */
export async function accessible(page: Page) {
  await page.evaluate(AXE)
  const found = await page.evaluate(async () => {
    const axe = (window as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } }).axe
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    return (await axe.run({ runOnly: tags })).violations
  })
  expect(found.map((it) => `${it.id}: ${it.nodes[0]?.html.slice(0, 200)} ${it.nodes[0]?.failureSummary}`)).toEqual([])
}

export { expect }

import { accessibleEverywhere } from './everywhere'
import { expect, signIn, test } from './fixtures'
import { linkFor } from './mails'

test('deactivates somebody and lets them in again', async ({ page, person }) => {
  const lea = await person('lea')
  await signIn(page, undefined, '/admin')
  const row = page.locator(`[data-account="${lea.username}"]`)
  await expect(row).toBeVisible()
  await accessibleEverywhere(page, 'admin-people')
  await row.getByRole('button', { name: /More to do with/ }).click()
  await page.getByRole('menuitem', { name: 'Deactivate' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click()
  await expect(row).toContainText('inactive')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(row).not.toContainText('inactive')
})

test('builds a view again, and sees mails and health', async ({ page }) => {
  await signIn(page, undefined, '/admin/views')
  const view = page.locator('[data-view="tweets"]')
  await expect(view).toContainText('follows')
  await accessibleEverywhere(page, 'admin-views')
  await view.getByRole('button', { name: /Build again/ }).click()
  await expect(page.getByText('Built again: Messages')).toBeVisible({ timeout: 30_000 })
  await page.getByRole('tab', { name: 'Mails' }).click()
  await expect(page.getByRole('heading', { name: 'No mail was given up' })).toBeVisible()
  await accessibleEverywhere(page, 'admin-mails')
  await page.getByRole('tab', { name: 'Health' }).click()
  await expect(page.getByRole('heading', { name: 'Everything works' })).toBeVisible()
  await accessibleEverywhere(page, 'admin-health')
})

test('invites somebody, who signs up by the mail and is confirmed', async ({ page, browser, baseURL, request }) => {
  const name = `mo-${process.pid}-${Date.now() % 100_000}`
  await signIn(page, undefined, '/admin')
  await page.getByLabel('E-mail address').fill(`${name}@example.org`)
  await page.getByRole('button', { name: 'Send the invitation' }).click()
  await expect(page.getByRole('button', { name: `Take back: ${name}@example.org` })).toBeVisible()
  const guest = await (await browser.newContext({ baseURL: baseURL!, locale: 'en-GB' })).newPage()
  await guest.goto(await linkFor(request, `${name}@example.org`, '/signup'))
  await expect(guest.getByText('You have been invited')).toBeVisible()
  await guest.getByLabel('Username').fill(name)
  await guest.getByLabel('E-mail address').fill(`${name}@example.org`)
  await guest.getByLabel('Password', { exact: true }).fill('violet-tractor-hums-91')
  await guest.getByRole('button', { name: 'Make an account' }).click()
  await expect(guest.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await guest.context().close()
})

import { accessibleEverywhere } from './everywhere'
import { clientOf } from './client'
import { expect, signIn, test } from './fixtures'
import { linkFor } from './mails'

test('changes the hour, the language and the names', async ({ page, person, request }) => {
  const jon = await person('jon')
  await signIn(page, jon, '/profile')
  await page.getByRole('combobox', { name: 'At' }).selectOption('18:00')
  await expect(page.getByText('Saved')).toBeVisible()
  await page.getByLabel('Last name').fill('Brandt')
  await page.getByRole('button', { name: 'Save the names' }).click()
  const own = await clientOf(request, jon)
  await expect.poll(() => own.get('/auth/user')).toMatchObject({ digest_hour: 18, last_name: 'Brandt' })
  await accessibleEverywhere(page, 'profile')
  await page.getByRole('radio', { name: 'Deutsch' }).check({ force: true })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Profil und Einstellungen')
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Profil und Einstellungen')
})

test('changes the address with the password, and signs out elsewhere', async ({ page, person, request, other }) => {
  test.slow() // three sign-ins, each of them costly for the service on purpose
  const kim = await person('kim')
  const elsewhere = await other(kim)
  await signIn(page, kim, '/profile')
  await page.getByRole('button', { name: 'Change the address' }).click()
  await page.getByLabel('New address').fill(`new-${kim.username}@example.org`)
  await page.getByLabel('Your password').fill('not-my-password')
  await page.getByRole('button', { name: 'Change the address' }).click()
  await expect(page.getByLabel('Your password')).toHaveAccessibleDescription('That is not your password.')
  await page.getByLabel('Your password').fill(kim.password)
  await page.getByRole('button', { name: 'Change the address' }).click()
  await expect(page.getByText('takes its place once the link')).toBeVisible()
  const link = await linkFor(request, `new-${kim.username}@example.org`, '/confirm')

  await page
    .getByRole('region', { name: 'Signed in' })
    .getByRole('button', { name: /^Sign out: / })
    .first()
    .click()
  await expect(page.getByText(/sessions? ended/)).toBeVisible()
  await elsewhere.goto('/day')
  await expect(elsewhere).toHaveURL(/\/signin/)
  await page.goto(link)
  await expect(page.getByRole('heading', { name: 'Your address is confirmed' })).toBeVisible()
  await page.goto('/profile')
  await expect(page.getByText(`new-${kim.username}@example.org`)).toBeVisible()
})

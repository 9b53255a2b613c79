import { accessible, expect, signIn, test } from './fixtures'
import { linkFor } from './mails'

const PASSWORD = 'violet-tractor-hums-91'
let made = 0
const someone = () => `cleo-${process.pid}-${(made += 1)}`

test('makes an account, with each mistake told where it is, and confirms the address by the mail', async ({
  page,
  request,
}) => {
  const name = someone()
  await page.goto('/signup?to=/day')
  await expect(page.getByRole('heading', { name: 'Make an account' })).toBeVisible()
  await accessible(page)
  const username = page.getByLabel('Username')
  await username.fill('!')
  await page.getByLabel('E-mail address').fill('nowhere')
  await page.getByLabel('Password', { exact: true }).fill('short')
  await page.getByRole('button', { name: 'Make an account' }).click()
  await expect(username).toBeFocused()
  await expect(username).toHaveAccessibleDescription(/3 to 30/)
  await expect(page.getByLabel('E-mail address')).toHaveAccessibleDescription('This is no e-mail address.')
  await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription('This is too short.')
  await accessible(page)

  await username.fill('admin')
  await page.getByLabel('E-mail address').fill(`${name}@example.org`)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Make an account' }).click()
  await expect(username).toHaveAccessibleDescription('Somebody has this username already.')
  await username.fill(name)
  await page.getByLabel('First name').fill('Cleo')
  await page.getByRole('button', { name: 'Make an account' }).click()

  await expect(page.getByText(`We sent a mail to ${name}@example.org`)).toBeVisible()
  await accessible(page)
  await page.goto(await linkFor(request, `${name}@example.org`, '/confirm'))
  await expect(page.getByRole('heading', { name: 'Your address is confirmed' })).toBeVisible()
  await page.getByRole('button', { name: 'Go to the board' }).click()
  await expect(page.getByRole('button', { name: /Account of Cleo/ })).toBeVisible()
})

test('confirms signed out, refuses the link a second time, and leads to signing in', async ({
  page,
  request,
  person,
}) => {
  const dora = await person('dora')
  const link = await linkFor(request, `${dora.username}@example.org`, '/confirm')
  await page.goto(link)
  await expect(page.getByRole('heading', { name: 'Your address is confirmed' })).toBeVisible()
  await page.goto(link)
  await expect(page.getByRole('alert')).toContainText('This link has been used or is too old.')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByLabel('Username or e-mail address')).toBeVisible()
})

test('sends the mail to confirm again', async ({ page, request, person }) => {
  const emil = await person('emil')
  const first = await linkFor(request, `${emil.username}@example.org`, '/confirm')
  await signIn(page, emil)
  await page.goto('/confirm')
  await page.getByRole('button', { name: 'Send the mail again' }).click()
  await expect(page.getByText('Another mail is on its way.')).toBeVisible()
  await expect.poll(() => linkFor(request, `${emil.username}@example.org`, '/confirm')).not.toBe(first)
})

test('chooses a new password by a mail, and signs in with it', async ({ page, request, person }) => {
  const fay = await person('fay')
  await page.goto('/signin?to=/posts')
  await page.getByRole('link', { name: 'Forgotten your password?' }).click()
  await accessible(page)
  await page.getByLabel('E-mail address').fill(`${fay.username}@example.org`)
  await page.getByRole('button', { name: 'Send a link' }).click()
  await expect(page.getByRole('status').getByText('a mail is on its way')).toBeVisible()

  await page.goto(await linkFor(request, `${fay.username}@example.org`, '/reset'))
  await accessible(page)
  await page.getByLabel('New password', { exact: true }).fill('password123')
  await page.getByRole('button', { name: 'Set the password' }).click()
  await expect(page.getByLabel('New password', { exact: true })).toHaveAccessibleDescription(/Many people use/)
  await page.getByLabel('New password', { exact: true }).fill('quiet-harbour-lamp-5')
  await page.getByRole('button', { name: 'Show the password' }).click()
  await expect(page.getByLabel('New password', { exact: true })).toHaveAttribute('type', 'text')
  await page.getByRole('button', { name: 'Set the password' }).click()
  await expect(page.getByRole('heading', { name: 'Your new password is set' })).toBeVisible()
  await page.getByRole('link', { name: 'Sign in', exact: true }).click()
  await signIn(page, { ...fay, password: 'quiet-harbour-lamp-5' })
})

test('signed out, a link leads back after signing in', async ({ page, person }) => {
  const gus = await person('gus')
  await page.goto('/day')
  await page.getByRole('link', { name: 'Make an account' }).click()
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByLabel('Username or e-mail address').fill(`${gus.username}@example.org`)
  await page.getByLabel('Password', { exact: true }).fill(gus.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/day$/)
})

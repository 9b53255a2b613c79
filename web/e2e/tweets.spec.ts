import { accessibleEverywhere } from './everywhere'
import { expect, isLive, signIn, test } from './fixtures'

test('says something that another browser sees, counted in characters that people see', async ({
  page,
  other,
  person,
}) => {
  const hanna = await other(await person('hanna'))
  await hanna.goto('/tweets')
  await isLive(hanna)
  await signIn(page, undefined, '/tweets')
  await isLive(page)
  const field = page.getByRole('textbox', { name: 'Write a message' })
  await field.fill('🌱'.repeat(281))
  await expect(field).toHaveAccessibleDescription('1 character too many')
  await expect(page.getByRole('button', { name: 'Post', exact: true })).toBeDisabled()
  const text = `Cake at four ${Date.now()}`
  await field.fill(text)
  await field.press('Control+Enter')
  await expect(page.locator('[data-tweet]', { hasText: text })).toBeVisible()
  await expect(hanna.locator('[data-tweet]', { hasText: text })).toBeVisible()
  await accessibleEverywhere(page, 'tweets')

  const mine = page.locator('[data-tweet]', { hasText: text })
  await mine.hover()
  await mine.getByRole('button', { name: 'Delete this message' }).click()
  await expect(mine).toHaveCount(0)
  await expect(hanna.locator('[data-tweet]', { hasText: text })).toHaveCount(0)
})

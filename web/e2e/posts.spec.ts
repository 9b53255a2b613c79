import { accessibleEverywhere } from './everywhere'
import { expect, signIn, test } from './fixtures'

test('writes a post with a preview, keeps the draft, changes it, deletes it and takes that back', async ({ page }) => {
  const title = `Pumps ${Date.now()}`
  await signIn(page, undefined, '/posts/new')
  await page.getByLabel('Title').fill(title)
  await page.getByRole('textbox', { name: 'Text' }).fill('## Measured\n\n- **loud** at night\n- <b>not bold</b>')
  await expect(page.getByText('Kept in this browser')).toBeVisible()
  await page.waitForFunction(
    async (text) =>
      new Promise((resolve) => {
        const open = indexedDB.open('corkboard')
        open.onsuccess = () => {
          const read = open.result.transaction('kept').objectStore('kept').get('draft/post/new/title')
          read.onsuccess = () => resolve(read.result === text)
        }
      }),
    title,
  )
  await page.reload()
  await expect(page.getByLabel('Title')).toHaveValue(title)
  await expect(page.getByText('This is what you had written before.')).toBeVisible()
  await page.getByRole('radio', { name: 'Preview' }).check({ force: true })
  await expect(page.getByRole('region', { name: 'Preview' }).getByText('<b>not bold</b>')).toBeVisible()
  await accessibleEverywhere(page, 'post-preview')
  await page.getByRole('button', { name: 'Publish' }).click()

  await expect(page.getByRole('heading', { level: 2, name: title })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Measured' })).toBeVisible()
  await accessibleEverywhere(page, 'post')
  await page.getByRole('link', { name: 'Edit' }).click()
  await page.getByRole('textbox', { name: 'Text' }).fill('Quiet again.')
  await accessibleEverywhere(page, 'post-edit')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Quiet again.')).toBeVisible()

  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(page).toHaveURL(/\/posts$/)
  const row = page.locator('[data-post]', { hasText: title })
  await expect(row).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect(row).toBeVisible()
  await accessibleEverywhere(page, 'posts')
})

test('two people change one text: both are shown, and nothing is lost', async ({ page, api }) => {
  const post = await api.post<{ id: string }>('/api/posts', { title: `Both ${Date.now()}`, content: 'as it was' })
  await signIn(page, undefined, `/posts/${post.id}/edit`)
  await page.getByRole('textbox', { name: 'Text' }).fill('mine')
  await api.patch(`/api/posts/${post.id}`, { content: 'theirs' })
  await page.getByRole('button', { name: 'Save' }).click()
  const dialog = page.getByRole('dialog', { name: 'Somebody has changed the same' })
  await expect(dialog.getByText('as it was', { exact: true })).toBeVisible()
  await accessibleEverywhere(page, 'post-conflict')
  await dialog.getByLabel('What will be saved').fill('theirs and mine')
  await dialog.getByRole('button', { name: 'Save this' }).click()
  await expect(page.getByText('theirs and mine')).toBeVisible()
  expect(await api.get<{ content: string }>(`/api/posts/${post.id}`)).toMatchObject({ content: 'theirs and mine' })
})

test('finds posts by their words, which stand in the address', async ({ page, api }) => {
  const word = `zinnia${Date.now()}`
  await api.post('/api/posts', { title: `About ${word}`, content: 'They like the sun.' })
  await signIn(page, undefined, '/posts')
  await page.getByRole('searchbox', { name: 'Find in posts' }).fill(word)
  await expect(page.locator('[data-post]')).toHaveCount(1)
  await expect(page).toHaveURL(new RegExp(`q=${word}`))
  await page.getByRole('searchbox', { name: 'Find in posts' }).fill(`${word}x`)
  await expect(page.getByRole('heading', { name: 'No post has these words' })).toBeVisible()
})

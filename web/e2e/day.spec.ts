import { accessibleEverywhere } from './everywhere'
import { clientOf } from './client'
import { expect, signIn, test } from './fixtures'

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

test('shows what is mine today and overdue, ticks it, and says why no mail comes', async ({
  page,
  api,
  sprint,
  person,
  request,
}) => {
  const ida = await person('ida')
  const mine = { sprint: sprint.id, assigned: ida.username }
  const late = await api.newTask({ ...mine, name: 'Order seeds', due: inDays(-2) })
  await api.newTask({ ...mine, name: 'Water the beans', due: inDays(0) })
  await api.newTask({ ...mine, name: 'Prune the fig', due: inDays(3) })
  await api.newTask({ name: 'Sweep', assigned: ida.username })
  await signIn(page, ida, '/day')
  const bucket = (name: string) => page.getByRole('region', { name })
  await expect(bucket('Overdue')).toContainText('Order seeds')
  await expect(bucket('Today')).toContainText('Water the beans')
  await expect(bucket('The next seven days')).toContainText('Prune the fig')
  await expect(page.getByRole('button', { name: 'Done: Sweep' })).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByRole('region', { name: 'Reminders' })).toContainText('Your address is not confirmed')
  await accessibleEverywhere(page, 'day')

  await page.getByRole('button', { name: 'Done: Order seeds' }).click()
  await expect(page.getByText('Order seeds', { exact: true })).toHaveCount(0)
  await expect.poll(async () => (await api.task(late.id)).status).toBe('done')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(bucket('Overdue')).toContainText('Order seeds')
  await expect.poll(async () => (await api.task(late.id)).status).toBe('todo')
  const own = await clientOf(request, ida)
  expect(await own.get('/api/reminders')).toMatchObject({ username: ida.username })
})

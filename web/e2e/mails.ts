import { expect, type APIRequestContext } from '@playwright/test'

interface Mail {
  to: string[]
  subject: string
  text: string
  at: string
}

/** The link of the newest mail to an address that leads to a path of the page, once there is one: its path and query. */
export async function linkFor(request: APIRequestContext, address: string, path: string): Promise<string> {
  let found = ''
  await expect
    .poll(
      async () => {
        const answer = await request.get(`${process.env['CORKBOARD_URL']}/dev/mail`)
        const { results } = (await answer.json()) as { results: Mail[] }
        const links = results
          .filter((mail) => mail.to.includes(address))
          .toSorted((a, b) => b.at.localeCompare(a.at))
          .flatMap((mail) => mail.text.match(/https?:\/\/\S+/g) ?? [])
          .filter((link) => URL.canParse(link))
          .map((link) => new URL(link))
        const link = links.find((it) => it.pathname === path || it.pathname.endsWith(path))
        found = link ? link.pathname + link.search : ''
        return found
      },
      { message: `a mail to ${address} with a link to ${path}`, timeout: 20_000 },
    )
    .not.toBe('')
  return found
}

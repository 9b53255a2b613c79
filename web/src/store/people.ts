import { shallowReactive } from 'vue'
import { http, type Page, type User } from '@/api'

const people = shallowReactive(new Map<string, User>())
let loading: Promise<void> | null = null

async function load() {
  let cursor: string | null = null
  do {
    const { data }: { data: Page<User> } = await http.call<Page<User>>('GET', '/api/users', {
      query: { limit: 100, cursor },
    })
    for (const user of data.results) people.set(user.username, user)
    cursor = data.next
  } while (cursor)
}

/** Everybody who can be assigned something; read once, and again by `refresh`. */
export function usePeople() {
  loading ??= load().catch(() => void (loading = null))
  return {
    people,
    /** As people call each other; the username if they gave no name. */
    nameOf: (username: string): string => {
      const user = people.get(username)
      return user ? `${user.first_name} ${user.last_name}`.trim() || username : username
    },
    refresh: () => (loading = load().catch(() => void (loading = null))),
  }
}

export function forgetPeople() {
  people.clear()
  loading = null
}

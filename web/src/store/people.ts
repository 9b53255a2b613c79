import { shallowReactive } from 'vue'
import { http, Unreachable, type Page, type User } from '@/api'
import { fromMemory, keepSeen, recallSeen } from '@/kept/seen'
import { onReset } from './feed'

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
  void keepSeen('people', [...people.values()])
}

/** While the line is down: as they were seen last. */
async function missed(problem: unknown) {
  loading = null
  const seen = problem instanceof Unreachable ? await recallSeen<User[]>('people') : null
  if (!seen) return
  fromMemory.value = true
  for (const user of seen.value) people.set(user.username, user)
}

onReset(() => void (people.size && (loading = load().catch(missed))))

/** Everybody who can be assigned something; read once, and again by `refresh`. */
export function usePeople() {
  loading ??= load().catch(missed)
  return {
    people,
    /** As people call each other; the username if they gave no name. */
    nameOf: (username: string): string => {
      const user = people.get(username)
      return user ? `${user.first_name} ${user.last_name}`.trim() || username : username
    },
    refresh: () => (loading = load().catch(missed)),
  }
}

export function forgetPeople() {
  people.clear()
  loading = null
}

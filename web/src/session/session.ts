import { computed, readonly, ref, shallowRef } from 'vue'
import { reach, refusal, Refusal, Unreachable, type Bearer } from '@/api/http'
import type { Profile, Tokens } from '@/api/types'
import { kept } from '@/kept/kept'
import { alone, listen, tell } from './tabs'

/** Renewed so long before it runs out, in milliseconds. */
const EARLY = 30_000
const PROFILE = 'profile'

interface Claims {
  username: string
  admin: boolean
}

/** What the token says of its owner, so that nothing waits for the profile. */
function claimsOf(token: string): Claims | null {
  try {
    return JSON.parse(atob(token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/'))) as Claims
  } catch {
    return null
  }
}

/**
 * Who is signed in. The access token is in memory only, and the refresh token in a cookie that scripts cannot read. A
 * page that starts while the line is down shows what was seen by the person who was signed in last.
 */
export function createSession() {
  const profile = shallowRef<Profile | null>(null)
  /** `unknown` until the first answer. */
  const state = ref<'unknown' | 'in' | 'out'>('unknown')
  const claims = shallowRef<Claims | null>(null)
  let token: string | null = null
  let over = 0
  let renewing: Promise<string | null> | null = null
  let starting: Promise<void> | null = null

  function take(fresh: string, until: number) {
    token = fresh
    over = until
    claims.value = claimsOf(fresh)
    state.value = 'in'
  }

  function takeTokens(tokens: Tokens) {
    take(tokens.token, Date.now() + tokens.expires_in * 1000 - EARLY)
    tell({ word: 'token', token: tokens.token, over })
    return tokens.token
  }

  async function post(path: string, body?: unknown): Promise<Response> {
    const init: RequestInit = { method: 'POST', credentials: 'same-origin' }
    if (body !== undefined) {
      init.body = JSON.stringify(body)
      init.headers = { 'Content-Type': 'application/json' }
    } else init.keepalive = true // a new cookie must not be lost because the tab is closed meanwhile
    return reach(new Request(new URL(path, location.origin), init))
  }

  function ended() {
    token = null
    over = 0
    profile.value = null
    claims.value = null
    state.value = 'out'
    void kept.remove(PROFILE)
  }

  /** One at a time in this browser. Unreachable is thrown on: nobody is signed out because a line is down. */
  async function refresh(): Promise<string | null> {
    const before = token
    return alone('corkboard.refresh', async () => {
      if (token && token !== before && Date.now() < over) return token // another tab was first
      const response = await post('/auth/refresh_token')
      if (response.ok) return takeTokens((await response.json()) as Tokens)
      const why = await refusal(response)
      if (why instanceof Refusal && (response.status === 401 || response.status === 400)) {
        ended()
        return null
      }
      throw new Unreachable(why.message)
    })
  }

  function renew(): Promise<string | null> {
    renewing ??= refresh().finally(() => (renewing = null))
    return renewing
  }

  async function loadProfile() {
    const response = await reach(
      new Request(new URL('/auth/user', location.origin), { headers: { Authorization: `Bearer ${token}` } }),
    )
    if (!response.ok) throw await refusal(response)
    setProfile((await response.json()) as Profile)
  }

  function setProfile(fresh: Profile) {
    profile.value = fresh
    void kept.set(PROFILE, fresh)
  }

  /** Finds out who is signed in; the same answer for everybody who asks meanwhile. The profile comes a little later. */
  function start(): Promise<void> {
    starting ??= (async () => {
      try {
        if (await renew()) loadProfile().catch(recall)
      } catch {
        await recall()
        state.value = profile.value ? 'in' : 'out'
      }
    })()
    return starting
  }

  async function recall() {
    profile.value = (await kept.get<Profile>(PROFILE)) ?? null
  }

  /** Signs in with a name or an address. A refusal is thrown. */
  async function signIn(name: string, password: string): Promise<void> {
    const who = name.includes('@') ? { email: name } : { username: name }
    const response = await post('/auth/obtain_token', { ...who, password, session: 'cookie' })
    if (!response.ok) throw await refusal(response)
    const tokens = (await response.json()) as Tokens
    await kept.belongTo(claimsOf(tokens.token)?.username ?? '')
    takeTokens(tokens)
    tell({ word: 'signed-in', username: username.value })
    await loadProfile()
  }

  /** Ends the session here and for the other tabs; what this browser kept for the person goes. */
  async function signOut(): Promise<void> {
    try {
      await reach(
        new Request(new URL('/auth/logout', location.origin), {
          method: 'POST',
          headers: token ? { Authorization: `Bearer ${token}` } : {},
        }),
      )
    } finally {
      ended()
      await kept.clear()
      tell({ word: 'signed-out' })
    }
  }

  const username = computed(() => profile.value?.username ?? claims.value?.username ?? '')

  listen((heard) => {
    if (heard.word === 'token' && state.value !== 'out') take(heard.token, heard.over)
    else if (heard.word === 'signed-out') ended()
    else if (heard.word === 'signed-in' && heard.username !== username.value) location.reload()
  })

  const bearer: Bearer = {
    token: async () => (token && Date.now() < over ? token : state.value === 'out' ? null : renew()),
    renewed: async (refused) => (token && token !== refused ? token : renew()),
  }

  return {
    profile: readonly(profile),
    state: readonly(state),
    username,
    isAdmin: computed(() => profile.value?.is_admin ?? claims.value?.admin ?? false),
    timeZone: computed(() => profile.value?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone),
    start,
    signIn,
    signOut,
    setProfile,
    bearer,
  }
}

export type Session = ReturnType<typeof createSession>
export const session = createSession()

import { computed, onScopeDispose } from 'vue'
import { isNew } from '@/acts/write'
import { http, type Kind } from '@/api'
import { presence } from '@/live/presence'
import { session } from '@/session/session'

/** What is not said again for 30 seconds is forgotten by the service. */
const AGAIN = 20_000
/** One after the other, so that what is left does not overtake what is opened. */
let told: Promise<unknown> = Promise.resolve()

/** Tells others that the person looks at this, as long as it is open and the tab is seen; and who else does. */
export function usePresence(kind: Kind, id: string) {
  let timer = 0

  function tell(on: { kind: Kind; id: string } | null) {
    if (isNew(id)) return
    told = told.then(() => http.call('PUT', '/api/presence', { body: { on } })).catch(() => undefined) // said again soon
  }

  function look() {
    clearInterval(timer)
    const seen = document.visibilityState === 'visible'
    tell(seen ? { kind, id } : null)
    if (seen) timer = window.setInterval(() => tell({ kind, id }), AGAIN)
  }

  document.addEventListener('visibilitychange', look)
  look()
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', look)
    clearInterval(timer)
    tell(null)
  })

  const others = computed(() => presence.on(kind, id).filter((username) => username !== session.username.value))
  return { others }
}

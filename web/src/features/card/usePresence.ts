import { computed, onScopeDispose } from 'vue'
import { http, Refusal, type Kind } from '@/api'
import { presence } from '@/live/presence'
import { session } from '@/session/session'

/** What is not said again for 30 seconds is forgotten by the service. */
const AGAIN = 20_000
/** A service that does not know the call is not asked again. */
let known = true

/** Tells others that the person looks at this, as long as it is open and the tab is seen; and who else does. */
export function usePresence(kind: Kind, id: string) {
  let timer = 0

  async function tell(on: { kind: Kind; id: string } | null) {
    if (!known) return
    try {
      await http.call('PUT', '/api/presence', { body: { on } })
    } catch (failure) {
      if (failure instanceof Refusal && [404, 405].includes(failure.problem.status)) known = false
    }
  }

  function look() {
    clearInterval(timer)
    const seen = document.visibilityState === 'visible'
    void tell(seen ? { kind, id } : null)
    if (seen) timer = window.setInterval(() => void tell({ kind, id }), AGAIN)
  }

  document.addEventListener('visibilitychange', look)
  look()
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', look)
    clearInterval(timer)
    void tell(null)
  })

  const others = computed(() => presence.on(kind, id).filter((username) => username !== session.username.value))
  return { others }
}

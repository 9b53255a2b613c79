import { onScopeDispose, readonly, ref, type Ref } from 'vue'

const STEP = 20_000
const now = ref(Date.now())
let users = 0
let timer = 0

/** The time, for "3 minutes ago": goes on every 20 seconds, as long as somebody shows it. */
export function useNow(): Readonly<Ref<number>> {
  now.value = Date.now()
  users += 1
  if (users === 1) timer = window.setInterval(() => (now.value = Date.now()), STEP)
  onScopeDispose(() => {
    users -= 1
    if (users === 0) clearInterval(timer)
  })
  return readonly(now)
}

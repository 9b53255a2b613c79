import { ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { Refusal } from '@/api'
import { m, problemText } from '@/i18n'
import { session } from '@/session/session'

/** Signs in, and leads to where the person wanted to go. */
export function useSignIn() {
  const route = useRoute()
  const router = useRouter()
  const name = ref('')
  const password = ref('')
  const fault = ref('')
  const busy = ref(false)

  /** Only to an address of this page: a link from outside must not lead away. */
  function wanted(): string {
    const to = route.query['to']
    return typeof to === 'string' && /^\/(?![/\\])/.test(to) ? to : '/'
  }

  async function submit() {
    if (busy.value) return
    busy.value = true
    fault.value = ''
    try {
      await session.signIn(name.value.trim(), password.value)
      await router.replace(wanted())
    } catch (failure) {
      fault.value = failure instanceof Refusal ? problemText(failure.problem) : m.value.problems['unavailable']!
    } finally {
      busy.value = false
    }
  }

  return { name, password, fault, busy, submit }
}

import { ref } from 'vue'
import { useRouter } from 'vue-router'
import { session } from '@/session/session'
import { useForm } from '@/ui/useForm'
import { useWayBack } from './back'

/** Signs in, and leads to where the person wanted to go. */
export function useSignIn() {
  const router = useRouter()
  const { to } = useWayBack()
  const name = ref('')
  const password = ref('')
  const { busy, fault, send } = useForm(['none'])

  async function submit() {
    const done = await send(() => session.signIn(name.value.trim(), password.value))
    if (done) await router.replace(to())
  }

  return { name, password, fault, busy, submit }
}

import { computed, reactive } from 'vue'
import { useRouter } from 'vue-router'
import { http } from '@/api'
import { session } from '@/session/session'
import { useForm } from '@/ui/useForm'
import { useWayBack } from './back'

const FIELDS = ['username', 'email', 'password', 'first_name', 'last_name'] as const

/** Makes an account, also with the invitation of a mail, and signs in. The browser knows the time zone. */
export function useSignUp() {
  const router = useRouter()
  const { to, kept, token } = useWayBack()
  const invitation = computed(() => token('invitation'))
  const account = reactive({ username: '', email: '', password: '', first_name: '', last_name: '' })
  const { busy, fault, faults, send } = useForm(FIELDS)

  async function submit(event: Event) {
    const made = await send(async () => {
      await http.call('POST', '/auth/signup', {
        body: {
          username: account.username.trim(),
          email: account.email.trim(),
          password: account.password,
          ...(account.first_name.trim() ? { first_name: account.first_name.trim() } : {}),
          ...(account.last_name.trim() ? { last_name: account.last_name.trim() } : {}),
          time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          ...(invitation.value ? { invitation: invitation.value } : {}),
        },
      })
      await session.signIn(account.username.trim().toLowerCase(), account.password)
    }, event)
    if (!made) return
    if (session.profile.value?.email_confirmed) await router.replace(to())
    else await router.replace({ name: 'confirm', query: kept() })
  }

  return { account, invitation, busy, fault, faults, submit }
}

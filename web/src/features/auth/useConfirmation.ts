import { computed, ref } from 'vue'
import { useRouter } from 'vue-router'
import { http, Refusal, type Profile } from '@/api'
import { m, problemText } from '@/i18n'
import { session } from '@/session/session'
import { useWayBack } from './back'

/** `waiting`: nothing to confirm with, so the mail is to be looked for. */
export type Stage = 'waiting' | 'confirming' | 'confirmed' | 'refused'

/** Confirms the address by the token of a mail, signed in or not, and sends another mail on request. */
export function useConfirmation() {
  const router = useRouter()
  const { to, kept, token } = useWayBack()
  const stage = ref<Stage>(token('token') ? 'confirming' : 'waiting')
  const fault = ref('')
  const sent = ref('')
  const signedIn = computed(() => session.state.value === 'in')
  const address = computed(() => session.profile.value?.pending_email ?? session.profile.value?.email ?? '')

  const words = (failure: unknown) =>
    failure instanceof Refusal ? problemText(failure.problem) : m.value.problems['unavailable']!

  async function confirm() {
    fault.value = ''
    stage.value = 'confirming'
    try {
      await http.call('POST', '/auth/email/confirm', { body: { token: token('token') } })
      stage.value = 'confirmed'
      if (signedIn.value) session.setProfile((await http.call<Profile>('GET', '/auth/user')).data)
    } catch (failure) {
      if (stage.value === 'confirmed') return // only the profile could not be read
      fault.value = words(failure)
      stage.value = 'refused'
    }
  }

  async function resend() {
    fault.value = sent.value = ''
    try {
      await http.call('POST', '/auth/email/resend')
      sent.value = m.value.auth.sentAgain
    } catch (failure) {
      fault.value = words(failure)
    }
  }

  function goOn() {
    if (signedIn.value) void router.push(to())
    else void router.push({ name: 'signin', query: kept() })
  }

  if (stage.value === 'confirming') void confirm()

  return { stage, fault, sent, signedIn, address, confirm, resend, goOn }
}

import { computed } from 'vue'
import { http, type Profile } from '@/api'
import { session } from '@/session/session'
import { usePeople } from '@/store/people'

/** The account of the person who is signed in. It is no resource of the board: it is read and changed directly. */
export function useProfile() {
  const profile = computed(() => session.profile.value)
  const { refresh } = usePeople()

  async function change(fields: Record<string, unknown>) {
    session.setProfile((await http.call<Profile>('PATCH', '/auth/user', { body: fields })).data)
    if ('first_name' in fields || 'last_name' in fields) void refresh()
  }

  return { profile, change }
}

import { http, Refusal } from '@/api'
import { m, problemText } from '@/i18n'
import { usePeople } from '@/store/people'
import { toasts } from '@/ui/toasts'
import type { components } from '@schema'
import { useAll } from './useAll'

export type Account = components['schemas']['Profile']

export interface Invitation {
  id: string
  email: string
  is_admin: boolean
  invited_by: string
  created_at: string
  expires_at: string
}

/** A toast with what went wrong. */
export function tellFailure(failure: unknown) {
  const text = failure instanceof Refusal ? problemText(failure.problem) : m.value.problems['unavailable']!
  toasts.show({ text, tone: 'bad' })
}

export function usePeopleAdmin() {
  const accounts = useAll<Account>('/api/admin/users')
  const invitations = useAll<Invitation>('/api/admin/invitations')
  const { nameOf } = usePeople()

  /** Changes the standing, and offers to change it back. */
  async function stand(account: Account, change: { is_admin?: boolean; is_active?: boolean }) {
    const path = `/api/admin/users/${encodeURIComponent(account.username)}`
    try {
      const { data } = await http.call<Account>('PATCH', path, { body: change })
      const rows = accounts.rows.value ?? []
      accounts.rows.value = rows.map((it) => (it.username === data.username ? data : it))
      const back = Object.fromEntries(Object.entries(change).map(([field, on]) => [field, !on]))
      toasts.show({
        text: said(nameOf(account.username), change),
        action: { text: m.value.acts.undo, run: () => void stand(data, back) },
      })
    } catch (failure) {
      tellFailure(failure)
    }
  }

  async function invite(email: string, isAdmin: boolean) {
    await http.call('POST', '/api/admin/invitations', { body: { email, ...(isAdmin ? { is_admin: true } : {}) } })
    await invitations.read()
  }

  async function takeBack(invitation: Invitation) {
    try {
      await http.call('DELETE', `/api/admin/invitations/${encodeURIComponent(invitation.id)}`)
      toasts.show({ text: m.value.admin.takenBack(invitation.email) })
    } catch (failure) {
      tellFailure(failure)
    }
    await invitations.read()
  }

  return { accounts, invitations, nameOf, stand, invite, takeBack }
}

function said(name: string, { is_admin, is_active }: { is_admin?: boolean; is_active?: boolean }): string {
  const { admin } = m.value
  if (is_active !== undefined) return is_active ? admin.nowActive(name) : admin.nowInactive(name)
  return is_admin ? admin.nowAdmin(name) : admin.nowNoAdmin(name)
}

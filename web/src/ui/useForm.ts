import { nextTick, ref } from 'vue'
import { Refusal, Unreachable, type Problem } from '@/api'
import { fieldTexts, m, problemText } from '@/i18n'

/** Refusals that are about one field, though the service names none. */
const ABOUT: Record<string, string> = { 'username-taken': 'username', 'email-taken': 'email' }

/** Sends a form, once at a time, and tells at each field and above all of them why it was refused. */
export function useForm(known: readonly string[] = []) {
  const busy = ref(false)
  const fault = ref('')
  const faults = ref<Record<string, string>>({})

  function tell(problem: Problem) {
    const about = ABOUT[problem.code]
    faults.value = about ? { [about]: problemText(problem) } : fieldTexts(problem)
    const shown = Object.keys(faults.value).some((field) => !known.length || known.includes(field))
    fault.value = shown ? '' : problemText(problem)
  }

  /** True if it was taken. The first field that is wrong has the focus otherwise. */
  async function send(work: () => Promise<unknown>, event?: Event): Promise<boolean> {
    if (busy.value) return false
    const form = event?.currentTarget as HTMLElement | null
    busy.value = true
    fault.value = ''
    faults.value = {}
    try {
      await work()
      return true
    } catch (failure) {
      if (failure instanceof Refusal) tell(failure.problem)
      else if (!(failure instanceof Unreachable)) throw failure
      else fault.value = m.value.problems['unavailable']!
      void nextTick(() => form?.querySelector<HTMLElement>('[aria-invalid]')?.focus())
      return false
    } finally {
      busy.value = false
    }
  }

  return { busy, fault, faults, send, tell }
}

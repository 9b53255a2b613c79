import { ref } from 'vue'
import { http } from '@/api'
import type { components } from '@schema'

export type Report = components['schemas']['ReminderReport']
export type Planned = components['schemas']['PlannedReminder']
export type Decided = components['schemas']['DecidedReminder']

/** What was sent to the person, what is planned, and why not. */
export function useReminders() {
  const report = ref<Report | null>(null)
  const failure = ref<unknown>(null)

  async function read() {
    failure.value = null
    try {
      report.value = (await http.call<Report>('GET', '/api/reminders', { query: { limit: 5 } })).data
    } catch (problem) {
      failure.value = problem
    }
  }

  void read()
  return { report, failure, read }
}

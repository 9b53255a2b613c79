import { computed, onScopeDispose, reactive, ref } from 'vue'
import { http, type Page } from '@/api'
import { m } from '@/i18n'
import { toasts } from '@/ui/toasts'
import type { components } from '@schema'
import { tellFailure } from './usePeopleAdmin'

export type View = components['schemas']['Projection']
export type DeadEvent = components['schemas']['DeadEventPage']['results'][number]

/** Milliseconds between two looks, while something is built and else. */
const OFTEN = 500
const SELDOM = 4000
/** So many parked events are shown. */
const SHOWN = 20

/** The views, read again and again while the page is looked at. */
export function useViews() {
  const views = ref<View[] | null>(null)
  const failure = ref<unknown>(null)
  const parked = reactive(new Map<string, DeadEvent[]>())
  /** When each was seen to be built first. */
  const since = new Map<string, number>()
  const building = computed(() => views.value?.some(({ state }) => state === 'rebuilding') ?? false)
  let timer = 0
  let over = false

  async function read() {
    clearTimeout(timer)
    try {
      if (document.visibilityState === 'visible' || !views.value) {
        const { data } = await http.call<{ results: View[] }>('GET', '/api/admin/projections')
        tellWhatIsBuilt(data.results)
        views.value = data.results
        failure.value = null
      }
    } catch (problem) {
      if (!views.value) failure.value = problem
    }
    if (!over) timer = window.setTimeout(() => void read(), building.value ? OFTEN : SELDOM)
  }

  function tellWhatIsBuilt(fresh: View[]) {
    for (const { name, state } of fresh) {
      if (state === 'rebuilding') since.set(name, since.get(name) ?? Date.now())
      else if (since.delete(name) && state === 'running') toasts.show({ text: m.value.admin.built(viewName(name)) })
    }
  }

  /** By the time that has gone and the time that is still to go; undefined where nobody knows. */
  function progress({ name, eta_seconds: left }: View): number | undefined {
    const begun = since.get(name)
    if (begun === undefined || left === null) return undefined
    const gone = (Date.now() - begun) / 1000
    return gone + left === 0 ? undefined : gone / (gone + left)
  }

  async function readParked(name: string) {
    const path = `/api/admin/projections/${encodeURIComponent(name)}/dead-events`
    const { data } = await http.call<Page<DeadEvent>>('GET', path, { query: { limit: SHOWN } })
    parked.set(name, data.results)
  }

  async function rebuild(name: string) {
    try {
      await http.call('POST', `/api/admin/projections/${encodeURIComponent(name)}/rebuild`)
      since.set(name, Date.now()) // a small one is built before anybody looks
      toasts.show({ text: m.value.admin.rebuilding(viewName(name)) })
    } catch (problem) {
      tellFailure(problem)
    }
    await read()
  }

  async function retry(name: string) {
    try {
      const path = `/api/admin/projections/${encodeURIComponent(name)}/retry`
      const { data } = await http.call<{ applied: number; parked: number }>('POST', path)
      toasts.show({ text: m.value.admin.retried(data.applied, data.parked) })
      await readParked(name)
    } catch (problem) {
      tellFailure(problem)
    }
  }

  void read().then(() => Promise.all((views.value ?? []).map(({ name }) => readParked(name).catch(() => undefined))))
  onScopeDispose(() => {
    over = true
    clearTimeout(timer)
  })

  return { views, failure, parked, read, progress, rebuild, retry }
}

/** What a view is for, in words; those that are not known yet by their name. */
export const viewName = (name: string): string => m.value.admin.views[name] ?? name

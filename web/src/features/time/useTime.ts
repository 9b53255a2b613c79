import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { http, type Change } from '@/api'
import { m } from '@/i18n'
import { tasks } from '@/store/store'
import { marksOf } from './marks'
import { momentsOf, type Timeline } from './moments'
import { useChanges } from './useChanges'
import { usePast } from './usePast'

const DAY = 86_400_000
const ADDRESS_PAUSE = 250

/** A sprint's life, the moment of it that is looked at, and the one that this is compared with. */
export function useTime(sprint: string) {
  const route = useRoute()
  const router = useRouter()
  const asked = (name: string) => (typeof route.query[name] === 'string' ? route.query[name] : null)
  const timeline = shallowRef<Timeline | null>(null)
  const failure = ref<unknown>(null)
  const moments = computed(() => (timeline.value ? momentsOf(timeline.value) : null))
  const past = usePast(sprint)

  /** The instant that is looked at; between two stops of the slider if it is that of a change. */
  const at = ref('')
  /** What it is compared with; null is now. */
  const pinned = ref<string | null>(asked('with'))
  const other = computed(() => pinned.value ?? timeline.value?.to ?? at.value)
  /** The board is the earlier one of the two. */
  const forward = computed(() => Date.parse(at.value) <= Date.parse(other.value))
  const from = computed(() => (forward.value ? at.value : other.value))
  const until = computed(() => (forward.value ? other.value : at.value))
  const changes = useChanges(sprint, from, until)

  const index: Ref<number> = computed({
    get: () => (at.value && moments.value ? moments.value.nearest(at.value) : 0),
    set: (stop) => (at.value = moments.value!.instants[stop]!),
  })

  async function load() {
    failure.value = null
    try {
      const { data } = await http.call<Timeline>('GET', '/api/timeline', { query: { sprint } })
      timeline.value = data
      at.value = within(asked('at') ?? usual(data), data)
    } catch (problem) {
      failure.value = problem
    }
  }

  function look() {
    const stops = moments.value
    if (!stops || !at.value) return
    const stop = stops.nearest(at.value)
    past.look(stops.instants[stop] === at.value ? stops.readAt(stop) : at.value, stops.around(stop))
    changes.want()
  }

  let timer = 0
  function address() {
    clearTimeout(timer)
    timer = window.setTimeout(() => {
      if (route.name !== 'time') return
      void router.replace({ query: { ...route.query, at: at.value, with: pinned.value ?? undefined } })
    }, ADDRESS_PAUSE)
  }

  watch(at, look)
  watch([at, pinned], address)
  watch(pinned, changes.want)
  void load()

  const names = computed(() => new Map(past.shown.value?.cards.map(({ id, name }) => [id, name])))
  /** Of a change: the name that the card had then, or has. */
  function titleOf(change: Change): string {
    const told = change.changes['name']?.to ?? change.changes['name']?.from
    return String(told ?? names.value.get(change.id) ?? tasks.get(change.id)?.name ?? m.value.time.aCard)
  }

  const marks = computed(() => marksOf(changes.between.value, sprint))
  return {
    timeline,
    failure,
    load,
    moments,
    at,
    index,
    pinned,
    from,
    until,
    forward,
    past,
    changes,
    marks,
    look,
    titleOf,
  }
}

/** A day before the end, or the middle of a life that is shorter; if nothing changed after it, before the last change. */
function usual(timeline: Timeline): string {
  const [first, last] = [Date.parse(timeline.from), Date.parse(timeline.to)]
  const stops = momentsOf(timeline)
  const before = Date.parse(stops.instants[stops.next(stops.last, -1)]!)
  return new Date(Math.min(Math.max(last - DAY, (first + last) / 2), before)).toISOString()
}

function within(at: string, { from, to }: Timeline): string {
  const wanted = Date.parse(at)
  if (!(wanted >= Date.parse(from))) return from
  return wanted > Date.parse(to) ? to : at
}

import { computed, ref, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { EVERYTHING, filterOf, queryOf, type Filter } from './filters'

const PAUSE = 150

/** The filter of the board, which stands in the address: a reload keeps it, a link shares it. */
export function useFilter() {
  const route = useRoute()
  const router = useRouter()
  // Made of its text, as each navigation makes a new query, and a new filter sorts the board anew.
  const text = computed(() => JSON.stringify(filterOf(route.query)))
  const filter = computed<Filter>(() => JSON.parse(text.value) as Filter)

  function set(change: Partial<Filter>) {
    void router.replace({ query: queryOf({ ...filter.value, ...change }, route.query) })
  }

  /** What is typed, ahead of the address. */
  const typed = ref(filter.value.text)
  let timer = 0
  watch(typed, (now) => {
    clearTimeout(timer)
    timer = window.setTimeout(() => now !== filter.value.text && set({ text: now }), PAUSE)
  })
  watch(
    () => filter.value.text,
    (now) => now !== typed.value.trim() && now !== typed.value && (typed.value = now),
  )

  return { filter, typed, set, clear: () => ((typed.value = ''), set(EVERYTHING)) }
}

export type FilterHandle = ReturnType<typeof useFilter>

import type { RouteLocationNormalizedLoaded, Router } from 'vue-router'
import { m } from '@/i18n'
import { announce } from '@/ui/announcer'
import type { BoardContext } from './context'
import { useCardMenu } from './useCardMenu'
import { useDrag } from './useDrag'
import { useFlights } from './useFlights'
import { useKeys } from './useKeys'

interface Places {
  route: RouteLocationNormalizedLoaded
  router: Router
}

/** How cards are taken hold of: pointer, keyboard, menu. Apart, as the first load can do without it. */
export function useHandling(board: BoardContext, stage: () => HTMLElement | null, places: Places) {
  const flights = useFlights(stage, (id) => void board.focusCard(id))
  const drag = useDrag({
    ...board,
    flights,
    stage: () => stage()?.querySelector('[data-sideways]') ?? null,
    drop({ ids, place, sprint }) {
      if (sprint) void board.acts.send(ids, sprint, 'todo', 'end')
      else if (place && board.acts.put(ids, place)) announce(m.value.board.moved(m.value.status[place.status]))
    },
  })
  return { drag, keys: useKeys(board), menuItems: useCardMenu(board, places) }
}

export type Handling = ReturnType<typeof useHandling>
export type { Places }

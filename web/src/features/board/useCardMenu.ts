import { ArrowRightLeft, Copy, SquareArrowOutUpRight, SquareCheck, Tag, Trash2, UserRound } from '@lucide/vue'
import { m } from '@/i18n'
import { preferences } from '@/session/preferences'
import { tasks } from '@/store/store'
import type { MenuItem } from '@/ui/menu'
import { toasts } from '@/ui/toasts'
import type { BoardContext } from './context'
import { PRIORITIES } from './filters'
import type { Places } from './useHandling'

/** What can be done with a card, or with all that are chosen if it is among them, without dragging. */
export function useCardMenu(board: BoardContext, { route, router }: Places) {
  const keys = (letter: string) => (preferences.letters ? { keys: letter } : {})

  return (id: string): MenuItem[] => {
    const ids = board.selection.with(id)
    const words = m.value.board
    const card = tasks.peek(id)
    return [
      {
        text: words.open,
        icon: SquareArrowOutUpRight,
        run: () => void router.push({ query: { ...route.query, card: id } }),
      },
      { text: words.moveTo, icon: ArrowRightLeft, ...keys('M'), run: () => (board.ask.value = { what: 'move', ids }) },
      {
        text: words.assignTo,
        icon: UserRound,
        ...keys('A'),
        run: () => (board.ask.value = { what: 'assign', ids }),
      },
      { text: words.labels, icon: Tag, ...keys('L'), run: () => (board.ask.value = { what: 'label', ids }) },
      {
        text: board.selection.chosen.has(id) ? words.unchoose : words.chooseThis,
        icon: SquareCheck,
        ...keys('X'),
        run: () => board.selection.toggle(id),
      },
      ...(navigator.clipboard ? [{ text: words.copyLink, icon: Copy, run: () => void copy(card?.number ?? id) }] : []),
      ...(card?.priority === undefined ? [] : [{ line: true } as const, ...priorities(ids, card.priority)]),
      { line: true },
      { text: m.value.common.delete, icon: Trash2, danger: true, run: () => board.acts.remove(ids) },
    ]
  }

  function priorities(ids: readonly string[], now: string): MenuItem[] {
    return PRIORITIES.map((priority) => ({
      text: m.value.priority[priority],
      chosen: priority === now,
      run: () => board.acts.prioritize(ids, priority),
    }))
  }

  async function copy(id: string | number) {
    await navigator.clipboard.writeText(`${location.origin}/tasks/${id}`)
    toasts.show({ text: m.value.common.copied })
  }
}

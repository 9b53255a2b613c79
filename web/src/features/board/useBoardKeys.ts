import { m } from '@/i18n'
import { useShortcuts } from '@/shell/keys'
import { keyOf } from './cells'
import type { BoardContext, Question } from './context'

/** Letters that act on the card with the focus, and on the board. They stand in the list of shortcuts by themselves. */
export function useBoardKeys(board: BoardContext) {
  const focused = () => document.activeElement?.closest<HTMLElement>('[data-card]')?.dataset['card'] ?? null

  function ask(what: Question['what']) {
    const id = focused()
    const ids = id ? board.selection.with(id) : board.selection.inOrder()
    if (!ids.length) return false
    board.ask.value = { what, ids }
    return true
  }

  function choose() {
    const id = focused()
    if (!id) return false
    board.selection.toggle(id)
    return true
  }

  function write() {
    const id = focused()
    const cell = id && board.columns.groupOfId(id)
    board.writingIn.value = cell || keyOf({ status: board.statuses[0]!, lane: board.lanes.value[0] ?? '' })
  }

  useShortcuts([
    { keys: 'n', says: () => m.value.board.quickAdd, run: write },
    { keys: 'x', says: () => m.value.board.chooseThis, run: choose },
    { keys: 'm', says: () => m.value.board.moveTo, run: () => ask('move') },
    { keys: 'a', says: () => m.value.board.assignTo, run: () => ask('assign') },
    { keys: 'l', says: () => m.value.board.labels, run: () => ask('label') },
    {
      keys: 'escape',
      says: () => m.value.board.chooseNone,
      run: () => board.selection.chosen.size > 0 && !board.held.value && (board.selection.clear(), true),
    },
  ])
}

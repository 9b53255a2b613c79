import { inject, provide, type InjectionKey } from 'vue'
import type { CardAtHand } from './useCard'

const KEY: InjectionKey<CardAtHand> = Symbol('card')

export const provideCard = (card: CardAtHand) => provide(KEY, card)

/** The card that is open, for its parts. */
export function useOpenCard(): CardAtHand {
  const card = inject(KEY)
  if (!card) throw new Error('no card is open here')
  return card
}

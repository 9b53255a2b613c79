import type { RouteRecordRaw } from 'vue-router'

/**
 * Where mails and copied links lead, by id or number: to the board that the card is on, with the card open over it. On
 * the page a card opens over any screen by `?card=<id>`.
 */
export const routes: RouteRecordRaw[] = [
  { path: 'tasks/:card', name: 'card', component: () => import('./CardLinkView.vue') },
]

import type { RouteRecordRaw } from 'vue-router'
import BoardView from './BoardView.vue'

/** The board is not lazy: most people come for it, and it is there with the first load. */
export const routes: RouteRecordRaw[] = [
  { path: '', redirect: { name: 'board' } },
  { path: 'board/:sprint?', name: 'board', component: BoardView },
  { path: 'backlog', name: 'backlog', component: () => import('./BacklogView.vue') },
]

import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [{ path: 'posts', name: 'posts', component: () => import('./PostsView.vue') }]

import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { routes as admin } from '@/features/admin/routes'
import { routes as auth } from '@/features/auth/routes'
import { routes as bin } from '@/features/bin/routes'
import { routes as board } from '@/features/board/routes'
import { routes as card } from '@/features/card/routes'
import { routes as day } from '@/features/day/routes'
import { routes as posts } from '@/features/posts/routes'
import { routes as profile } from '@/features/profile/routes'
import { routes as sprints } from '@/features/sprints/routes'
import { routes as time } from '@/features/time/routes'
import { routes as tweets } from '@/features/tweets/routes'
import { allTexts } from '@/i18n'
import { session } from '@/session/session'
import AppShell from '@/shell/AppShell.vue'

declare module 'vue-router' {
  interface RouteMeta {
    /** Needs no account. */
    open?: boolean
    /** For administrators. */
    admin?: boolean
  }
}

/** Each feature has its own routes, in its folder; those with the side bar are children of the shell. */
const routes: RouteRecordRaw[] = [
  ...auth,
  {
    path: '/',
    component: AppShell,
    children: [
      ...board,
      ...card,
      ...time,
      ...sprints,
      ...day,
      ...posts,
      ...tweets,
      ...bin,
      ...profile,
      ...admin,
      { path: ':nowhere(.*)*', name: 'nowhere', component: () => import('@/shell/NowhereView.vue') },
    ],
  },
]

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (to, from, saved) => (to.path === from.path ? false : (saved ?? { top: 0 })),
})

router.beforeEach(async (to) => {
  await session.start()
  if (to.meta.open) return true
  if (session.state.value !== 'in') return { name: 'signin', query: to.fullPath === '/' ? {} : { to: to.fullPath } }
  if (to.meta.admin && !session.isAdmin.value)
    return { name: 'nowhere', params: { nowhere: to.path.slice(1).split('/') } }
  return true
})

// The texts of the first screen are there; those of the others follow it.
router.beforeResolve(async (to) => {
  if (to.name !== 'board') await allTexts()
})

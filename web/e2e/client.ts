import { expect, type APIRequestContext } from '@playwright/test'

export interface Person {
  username: string
  password: string
}

export interface Task {
  id: string
  created_at: string
  name: string
  status: string
  revision: number
  sprint: string | null
}

export interface Sprint {
  id: string
  name: string
}

/** Another client of the board, as a person: makes what a journey needs, and sees what became of it. */
export async function clientOf(request: APIRequestContext, person: Person) {
  const url = process.env['CORKBOARD_URL']!
  const signedIn = await request.post(`${url}/auth/obtain_token`, { data: person })
  expect(signedIn.status()).toBe(200)
  const { token } = (await signedIn.json()) as { token: string }
  const headers = { Authorization: `Bearer ${token}` }

  async function call<T>(method: string, path: string, data?: object, more: Record<string, string> = {}): Promise<T> {
    const answer = await request.fetch(url + path, {
      method,
      headers: { ...headers, ...more },
      ...(data ? { data } : {}),
    })
    expect(answer.status(), `${method} ${path}: ${await answer.text()}`).toBeLessThan(300)
    return (answer.status() === 204 ? undefined : await answer.json()) as T
  }

  return {
    get: <T>(path: string) => call<T>('GET', path),
    post: <T>(path: string, data: object) => call<T>('POST', path, data),
    patch: <T>(path: string, data: object, more?: Record<string, string>) => call<T>('PATCH', path, data, more),
    delete: (path: string) => call<undefined>('DELETE', path),
    task: (id: string) => call<Task>('GET', `/api/tasks/${id}`),
    newTask: (data: object) => call<Task>('POST', '/api/tasks', data),
    newSprint: (name: string, end = '2030-01-01') => call<Sprint>('POST', '/api/sprints', { name, end }),
  }
}

export type Client = Awaited<ReturnType<typeof clientOf>>

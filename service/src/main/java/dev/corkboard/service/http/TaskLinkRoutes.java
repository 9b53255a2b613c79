package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.OPEN;

import java.util.List;

/** Where the links of mails lead while there is no web page: to the page on which the task can be looked up. */
public final class TaskLinkRoutes {
  private static final String LOOK_UP = "/api/docs#/Tasks/showTask";

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/tasks/{id}", OPEN, call -> Answer.status(302).with("Location", LOOK_UP))
            .producing(MediaTypes.ANY));
  }
}

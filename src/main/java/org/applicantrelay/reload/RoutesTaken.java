package org.applicantrelay.reload;

import org.applicantrelay.routefiles.RouteChanges;

/** An edit of the routes' folder is in force: these routes were made anew. */
public record RoutesTaken(RouteChanges changes) {}

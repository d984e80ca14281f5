package org.applicantrelay.routefiles;

/** One group of things that must hold in a folder of routes. Looks at all of it, whatever else is wrong there. */
interface Rule {

    void check(RouteFolder folder, Findings findings);
}

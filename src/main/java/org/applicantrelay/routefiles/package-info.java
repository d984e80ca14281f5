/** Checks a folder of routes, Kamelets and mappings as a compiler would, without starting anything. */
package org.applicantrelay.routefiles;

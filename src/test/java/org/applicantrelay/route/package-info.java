/** The shipped routes, driven against both simulators; one class for each route file that does something of its own. */
package org.applicantrelay.route;

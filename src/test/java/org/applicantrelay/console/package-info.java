/** The console as those meet it who come in by the network: one relay with its ports, and people of each role. */
package org.applicantrelay.console;

/** Work that one replica does at a time: a lease row with a fencing number for each poller. */
package org.applicantrelay.poller;

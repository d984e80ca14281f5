/** The operators' work list: what is dead or parked is looked at, replayed or discarded. */
package org.applicantrelay.worklist;

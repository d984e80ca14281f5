/** YAML as it is written, with its lines. */
package org.applicantrelay.yaml;

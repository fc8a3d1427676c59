/** ACLs of the cluster for the principals of roles. */
package dev.factstream.infra.acls;

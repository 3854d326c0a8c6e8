from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecapsConfig(AppConfig):
    name = "recaps"
    verbose_name = _("Recaps")

    def ready(self) -> None:
        from accounts.mail_choice import Choice
        from excursions.actions.photo_consents import after_withdrawal
        from excursions.models import Message
        from excursions.notices import Letter, register
        from jobs import schedule
        from recaps import notices, tasks

        letter = Letter(notices.can_be_read, notices.to_participant, choice=Choice.NEWS)
        register(Message.Kind.RECAP, letter)

        after_withdrawal.append(tasks.use_withdrawn)

        schedule.register(
            tasks.publish_due, every=timedelta(minutes=1), what=_("Publish scheduled recaps")
        )
        schedule.register(
            tasks.take_down_withdrawn,
            every=timedelta(minutes=1),
            what=_("Take photos down after a withdrawal"),
        )

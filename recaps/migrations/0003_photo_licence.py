"""Photos have a licence. Of those that are there nobody has stated one yet."""

from django.db import migrations, models

LICENCES = [
    ("", "not stated yet"),
    ("city", "All rights with the city"),
    ("permission", "Used with permission"),
    ("cc0", "CC0 1.0, free for all uses"),
    ("cc-by", "CC BY 4.0"),
    ("cc-by-sa", "CC BY-SA 4.0"),
]


class Migration(migrations.Migration):
    dependencies = [("recaps", "0002_group_kommunikation")]
    operations = [
        migrations.AddField(
            model_name="recapphoto",
            name="licence",
            field=models.CharField(
                blank=True,
                choices=LICENCES,
                default="",
                max_length=10,
                verbose_name="licence",
            ),
        ),
        migrations.AddConstraint(
            model_name="recapphoto",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    licence__in=["", "city", "permission", "cc0", "cc-by", "cc-by-sa"]
                ),
                name="photo_licence_known",
            ),
        ),
    ]
